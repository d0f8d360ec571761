#include "web/logs.h"

#include <google/protobuf/stubs/logging.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "web/codec.h"

namespace emplooi::web {

namespace {

constexpr auto stamp = R"({"at":"%Y-%m-%dT%H:%M:%S.%fZ","level":"%l",)";

/// %* in a pattern: the message as a JSON text.
class JsonText final : public spdlog::custom_flag_formatter {
 public:
  void format(const spdlog::details::log_msg& message, const std::tm&, spdlog::memory_buf_t& out) override {
    const auto text = json_text(std::string_view(message.payload.data(), message.payload.size()));
    out.append(text.data(), text.data() + text.size());
  }
  std::unique_ptr<custom_flag_formatter> clone() const override { return std::make_unique<JsonText>(); }
};

/// Its messages are JSON members already.
std::shared_ptr<spdlog::logger>& request_logger() {
  static std::shared_ptr<spdlog::logger> only;
  return only;
}

spdlog::sink_ptr new_sink(const std::string& file) {
  if (file.empty()) return std::make_shared<spdlog::sinks::stderr_sink_mt>();
  return std::make_shared<spdlog::sinks::basic_file_sink_mt>(file);
}

}  // namespace

void start_logs(const std::string& level, const std::string& file) {
  auto formatter = std::make_unique<spdlog::pattern_formatter>(spdlog::pattern_time_type::utc);
  formatter->add_flag<JsonText>('*').set_pattern(std::string(stamp) + R"("says":%*})");
  auto logger = std::make_shared<spdlog::logger>("server", new_sink(file));
  logger->set_formatter(std::move(formatter));
  logger->set_level(spdlog::level::from_str(level));
  logger->flush_on(spdlog::level::trace);
  spdlog::set_default_logger(logger);

  auto requests = std::make_shared<spdlog::logger>("requests", new_sink(file));
  requests->set_pattern(std::string(stamp) + "%v}", spdlog::pattern_time_type::utc);
  requests->set_level(spdlog::level::from_str(level));
  requests->flush_on(spdlog::level::trace);
  request_logger() = std::move(requests);
  google::protobuf::SetLogHandler(nullptr);
}

void log_request(const RequestLine& line) {
  if (!request_logger()) return;
  const auto level = line.status >= 500 ? spdlog::level::warn : spdlog::level::info;
  const auto members = fmt::format(
      R"("request":"{}","rpc":"{}","status":{},"refusal":"{}","duration_us":{},"bytes_in":{},"bytes_out":{})",
      line.request_id, line.rpc, line.status, line.refusal, line.duration.count(), line.bytes_in, line.bytes_out);
  request_logger()->log(level, members);
}

}  // namespace emplooi::web

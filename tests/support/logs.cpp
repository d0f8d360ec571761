#include "support/logs.h"

#include <fcntl.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <mutex>
#include <set>

#include "emplooi/base/v1/options.pb.h"

namespace emplooi::testing {

namespace {

/// Shorter texts stand in every log by chance.
constexpr std::size_t shortest_secret = 5;

struct Kept {
  std::mutex guard;
  std::set<std::string, std::less<>> noted;
  int secrets_file = -1;
};

Kept& kept() {
  static Kept only;
  return only;
}

std::optional<std::string> logs_folder() {
  const char* folder = std::getenv("TEST_LOGS");
  if (!folder) return std::nullopt;
  return std::string(folder);
}

void note_field(const google::protobuf::Message& message, const google::protobuf::FieldDescriptor* field) {
  using google::protobuf::FieldDescriptor;
  if (field->cpp_type() != FieldDescriptor::CPPTYPE_STRING || field->type() == FieldDescriptor::TYPE_BYTES) return;
  const auto* reflection = message.GetReflection();
  if (!field->is_repeated()) return note_secret(reflection->GetString(message, field));
  for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
    note_secret(reflection->GetRepeatedString(message, field, i));
  }
}

}  // namespace

void keep_logs(std::string_view program) {
  const auto folder = logs_folder();
  if (!folder) return;
  std::filesystem::create_directories(*folder + "/secrets");
  const auto file = fmt::format("{}/{}.log", *folder, program);
  auto logger = std::make_shared<spdlog::logger>("tests", std::make_shared<spdlog::sinks::basic_file_sink_mt>(file));
  logger->set_level(spdlog::level::trace);
  logger->flush_on(spdlog::level::trace);
  spdlog::set_default_logger(logger);
  const auto secrets = fmt::format("{}/secrets/{}.txt", *folder, program);
  kept().secrets_file = ::open(secrets.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  spdlog::info(fmt::format("{} begins", program));
}

std::optional<std::string> log_file_for(std::string_view name) {
  static std::atomic<int> next = 0;
  const auto folder = logs_folder();
  if (!folder) return std::nullopt;
  return fmt::format("{}/{}-{}-{}.log", *folder, name, ::getpid(), ++next);
}

void note_secret(std::string_view text) {
  auto& all = kept();
  if (all.secrets_file < 0 || text.size() < shortest_secret || text.find('\n') != std::string_view::npos) return;
  const std::lock_guard lock(all.guard);
  if (!all.noted.emplace(text).second) return;
  const auto line = std::string(text) + "\n";
  // One write at the end of the file: other processes note theirs in it too.
  if (::write(all.secrets_file, line.data(), line.size()) != static_cast<ssize_t>(line.size())) {
    throw std::runtime_error("a secret cannot be noted");
  }
}

void note_secrets_in(const google::protobuf::Message& message) {
  if (kept().secrets_file < 0) return;
  const auto* reflection = message.GetReflection();
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  for (const auto* field : fields) {
    const auto& rule = field->options().GetExtension(base::v1::rule);
    if (rule.personal() || rule.secret() || rule.bsn()) note_field(message, field);
    if (!field->message_type()) continue;
    const int count = field->is_repeated() ? reflection->FieldSize(message, field) : 1;
    for (int i = 0; i < count; ++i) {
      note_secrets_in(field->is_repeated() ? reflection->GetRepeatedMessage(message, field, i)
                                           : reflection->GetMessage(message, field));
    }
  }
}

}  // namespace emplooi::testing

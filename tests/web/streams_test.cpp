// Server streams on the wire: connectrpc.com/docs/protocol, streaming calls. What streams here is the test's own.
#include <gtest/gtest.h>

#include <atomic>
#include <boost/json/parse.hpp>
#include <functional>
#include <thread>

#include "emplooi/jobs/v1/jobs.pb.h"
#include "web/codec.h"
#include "web/envelope.h"
#include "web/gzip.h"
#include "web/running_server.h"

namespace emplooi::testing {
namespace {

using Fields = std::map<std::string, std::string>;
using jobs::v1::WatchJobsRequest;
using jobs::v1::WatchJobsResponse;
using JobStream = Stream<WatchJobsResponse>;
using web::Envelope;
using namespace std::chrono_literals;
using namespace std::string_literals;

constexpr auto path = "/rpc/emplooi.jobs.v1.JobService/WatchJobs";
const std::string question = R"({"programmeId":"01890a5d-ac96-774b-bcce-b302099a8057"})";

/// What the rpc does in the test at hand.
std::function<Outcome<void>(JobStream&)> script;

Outcome<void> run_script(JobStream& stream, const Actor&, const WatchJobsRequest&) { return script(stream); }

void offer_script(Operations& operations) { operations.add_stream(run_script); }

WatchJobsResponse message_of(std::size_t note_bytes) {
  WatchJobsResponse message;
  message.add_jobs()->set_note(std::string(note_bytes, 'n'));
  return message;
}

bool comes_true(const std::function<bool()>& condition, std::chrono::milliseconds within = 10s) {
  const auto deadline = std::chrono::steady_clock::now() + within;
  while (!condition() && std::chrono::steady_clock::now() < deadline) std::this_thread::sleep_for(5ms);
  return condition();
}

/// Sends until it is over; says how often, and that it saw the end.
struct Endless {
  std::atomic<int> sent{0};
  std::atomic<bool> is_over{false};

  std::function<Outcome<void>(JobStream&)> with(std::size_t note_bytes, std::chrono::milliseconds pause = 0ms) {
    return [this, note_bytes, pause](JobStream& stream) -> Outcome<void> {
      while (stream.send(message_of(note_bytes))) {
        ++sent;
        std::this_thread::sleep_for(pause);
      }
      is_over = true;
      return {};
    };
  }
};

class Streams : public ::testing::Test {
 protected:
  static web::Settings quick() {
    web::Settings settings;
    settings.write_within = 600ms;
    settings.stream_check = 100ms;
    settings.stop_within = 5s;
    settings.streams = 3;
    settings.streams_per_session = 2;
    return settings;
  }

  Streams() {
    client_.post(
        identity + "CreateAccount",
        {{"Content-Type", "application/json"},
         {"Authorization", "Bearer " + server_.token()},
         {"Idempotency-Key", "01890a5d-ac96-774b-bcce-b302099a8057"}},
        R"({"signInName":"board","password":")"s + RunningServer::password + R"(","role":"ROLE_COORDINATOR"})");
    signed_in_ = sign_in();
  }

  Fields sign_in() {
    const auto answer =
        client_.post(identity + "SignIn", {{"Content-Type", "application/json"}},
                     R"({"signInName":"board@tilburg","password":")"s + RunningServer::password + "\"}");
    return {{"Content-Type", "application/connect+json"},
            {"Authorization", "Bearer " + std::string(boost::json::parse(answer.body).at("token").as_string())}};
  }

  Fields with(const Fields& more) const {
    auto fields = signed_in_;
    for (const auto& [name, value] : more) fields[name] = value;
    return fields;
  }

  web::ClientAnswer call(const Fields& fields, const std::string& body) { return client_.post(path, fields, body); }
  web::ClientAnswer call() { return call(signed_in_, web::enveloped(0, question)); }

  static std::vector<Envelope> envelopes_in(std::string_view body) {
    std::vector<Envelope> all;
    while (const auto one = web::take_envelope(body)) all.push_back(*one);
    EXPECT_TRUE(body.empty()) << "nothing is cut off";
    return all;
  }

  /// The code with which the stream ended; empty where it ended well.
  static std::string end_of(const web::ClientAnswer& answer) {
    EXPECT_EQ(answer.status, 200);
    const auto all = envelopes_in(answer.body);
    if (all.empty() || all.back().flags != Envelope::end_of_stream) return "cut off";
    const auto last = boost::json::parse(std::string(all.back().payload));
    if (!last.as_object().contains("error")) return "";
    EXPECT_EQ(last.at("error").at("details").at(0).at("type").as_string(), "emplooi.base.v1.RefusalDetail");
    return std::string(last.at("error").at("code").as_string()) + " " +
           std::string(last.at("error").at("message").as_string());
  }

  /// A connection on which the stream has been asked for.
  std::unique_ptr<RawConnection> open(const Fields& fields) {
    auto connection = std::make_unique<RawConnection>(server_);
    connection->send(request_with(fields));
    return connection;
  }
  std::unique_ptr<RawConnection> open() { return open(signed_in_); }

  static std::string request_with(const Fields& fields, const char* version = "HTTP/1.1") {
    const auto body = web::enveloped(0, question);
    auto request = "POST "s + path + " " + version + "\r\nHost: localhost\r\n";
    for (const auto& [name, value] : fields) request += name + ": " + value + "\r\n";
    return request + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  }

  const std::string identity = "/rpc/emplooi.identity.v1.IdentityService/";
  /// Outlives the server, which waits for what still runs.
  Endless endless_;
  RunningServer server_{quick(), offer_script};
  web::Client client_{server_.client_options()};
  Fields signed_in_;
};

TEST_F(Streams, brings_message_after_message_and_an_end) {
  script = [](JobStream& stream) -> Outcome<void> {
    for (const std::size_t size : {3, 4}) EXPECT_TRUE(stream.send(message_of(size)));
    return {};
  };
  const auto answer = call();
  EXPECT_EQ(answer.fields.at("content-type"), "application/connect+json");
  EXPECT_EQ(answer.fields.at("transfer-encoding"), "chunked");
  EXPECT_EQ(answer.fields.at("cache-control"), "no-store");
  EXPECT_EQ(end_of(answer), "");
  const auto all = envelopes_in(answer.body);
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].payload, R"({"jobs":[{"note":"nnn"}]})");
  EXPECT_EQ(all[1].payload, R"({"jobs":[{"note":"nnnn"}]})");
  EXPECT_EQ(all[2].payload, "{}");
}

TEST_F(Streams, speaks_protobuf_and_packs_what_is_worth_it) {
  script = [](JobStream& stream) -> Outcome<void> {
    EXPECT_TRUE(stream.send(message_of(3)));
    EXPECT_TRUE(stream.send(message_of(9000)));
    return {};
  };
  WatchJobsRequest request;
  request.set_programme_id("01890a5d-ac96-774b-bcce-b302099a8057");
  const auto fields = with({{"Content-Type", "application/connect+proto"},
                            {"Connect-Content-Encoding", "gzip"},
                            {"Connect-Accept-Encoding", "br, gzip"}});
  const auto answer = call(fields, web::enveloped(Envelope::compressed, web::gzip(request.SerializeAsString())));
  EXPECT_EQ(answer.fields.at("connect-content-encoding"), "gzip");
  EXPECT_EQ(end_of(answer), "");
  const auto all = envelopes_in(answer.body);
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].flags, 0);
  EXPECT_EQ(all[0].payload, message_of(3).SerializeAsString());
  EXPECT_EQ(all[1].flags, Envelope::compressed);
  EXPECT_LT(all[1].payload.size(), 1000u);
  EXPECT_EQ(web::gunzip(all[1].payload, 10'000).plain, message_of(9000).SerializeAsString());
}

TEST_F(Streams, ends_with_what_was_refused_after_what_was_sent) {
  script = [](JobStream& stream) -> Outcome<void> {
    EXPECT_TRUE(stream.send(message_of(3)));
    return refuse(REFUSAL_PROGRAMME_NOT_FOUND);
  };
  const auto answer = call();
  EXPECT_EQ(envelopes_in(answer.body).size(), 2u);
  EXPECT_EQ(end_of(answer), "not_found programme not found");
}

TEST_F(Streams, a_defect_is_an_internal_error_and_says_nothing) {
  script = [](JobStream&) -> Outcome<void> { throw std::runtime_error("secret of the house"); };
  const auto answer = call();
  EXPECT_EQ(end_of(answer), "internal internal error");
  EXPECT_EQ(answer.body.find("secret"), std::string::npos);
}

TEST_F(Streams, bad_questions_are_refused_in_the_stream) {
  std::atomic<int> runs = 0;
  script = [&](JobStream&) -> Outcome<void> {
    ++runs;
    return {};
  };
  const auto asked = web::enveloped(0, question);
  const struct {
    const char* what;
    Fields more;
    std::string body;
    std::string end;
  } table[] = {
      {"nobody", {{"Authorization", ""}}, asked, "unauthenticated not signed in"},
      {"no message", {}, "", "unimplemented request not one message"},
      {"two messages", {}, asked + asked, "unimplemented request not one message"},
      {"half a message", {}, asked.substr(0, 20), "invalid_argument the message is cut off"},
      {"a length of 4 GiB", {}, "\0\xff\xff\xff\xff{}"s, "invalid_argument the message is cut off"},
      {"an end in a request", {}, web::enveloped(2, question), "invalid_argument a request has no such flags"},
      {"packed without a word", {}, web::enveloped(1, web::gzip(question)), "invalid_argument no encoding was named"},
      {"not packed at all",
       {{"Connect-Content-Encoding", "gzip"}},
       web::enveloped(1, question),
       "invalid_argument the body is not gzip"},
      {"a bomb",
       {{"Connect-Content-Encoding", "gzip"}},
       web::enveloped(1, web::gzip(std::string(1'000'000, ' '))),
       "resource_exhausted the body is too large when inflated"},
      {"an unknown encoding",
       {{"Connect-Content-Encoding", "br"}},
       asked,
       "unimplemented this content encoding is not supported; gzip and identity are"},
      {"not JSON", {}, web::enveloped(0, "["), "invalid_argument the body is not a message of this rpc"},
      {"not an id", {}, web::enveloped(0, R"({"programmeId":"x"})"), "invalid_argument not a UUID"},
      {"too much", {}, std::string(70'000, '\0'), "resource_exhausted too large"},
      {"a wrong timeout",
       {{"Connect-Timeout-Ms", "soon"}},
       asked,
       "invalid_argument connect-timeout-ms must be a number of at most 10 digits"},
      {"no time", {{"Connect-Timeout-Ms", "0"}}, asked, "deadline_exceeded deadline passed"},
  };
  for (const auto& one : table) {
    auto fields = with(one.more);
    if (fields["Authorization"].empty()) fields.erase("Authorization");
    EXPECT_EQ(end_of(call(fields, one.body)), one.end) << one.what;
  }
  EXPECT_EQ(runs, 0);
}

TEST_F(Streams, unary_types_and_http_1_0_are_refused_by_http) {
  EXPECT_EQ(call(with({{"Content-Type", "application/json"}}), question).status, 415);
  const auto unary = client_.post(identity + "GetSelf", signed_in_, "{}");
  EXPECT_EQ(unary.status, 415) << "and the other way round";
  RawConnection old(server_);
  old.send(request_with(signed_in_, "HTTP/1.0"));
  EXPECT_EQ(old.receive().status, 505);
}

TEST_F(Streams, end_when_their_time_is_up) {
  script = endless_.with(3, 5ms);
  EXPECT_EQ(end_of(call(with({{"Connect-Timeout-Ms", "300"}}), web::enveloped(0, question))),
            "deadline_exceeded deadline passed");
  EXPECT_TRUE(comes_true([&] { return endless_.is_over.load(); }));
  EXPECT_GT(endless_.sent, 0);
}

TEST_F(Streams, end_when_the_reader_has_gone) {
  // It sends nothing more, and so the connection must look by itself.
  script = [&](JobStream& stream) -> Outcome<void> {
    stream.send(message_of(3));
    ++endless_.sent;
    while (!stream.is_over()) std::this_thread::sleep_for(5ms);
    endless_.is_over = true;
    return {};
  };
  auto connection = open();
  EXPECT_NE(connection->receive_some(), "");
  connection.reset();
  EXPECT_TRUE(comes_true([&] { return endless_.is_over.load(); }));
}

TEST_F(Streams, wait_for_slow_readers_and_cut_those_who_stand_still) {
  script = endless_.with(100'000);
  auto connection = open();
  EXPECT_TRUE(comes_true([&] { return endless_.is_over.load(); })) << "cut off after write_within";
  // What the kernels of both sides take, the pipe's 256 KiB, and no more.
  EXPECT_LT(endless_.sent, 200);
  EXPECT_GT(endless_.sent, 2);
}

TEST_F(Streams, end_with_their_session) {
  script = endless_.with(3, 5ms);
  web::Client other(server_.client_options());
  std::thread signing_out([&] {
    EXPECT_TRUE(comes_true([&] { return endless_.sent > 0; }));
    auto fields = signed_in_;
    fields["Content-Type"] = "application/json";
    EXPECT_EQ(other.post(identity + "SignOut", fields, "{}").status, 200);
  });
  EXPECT_EQ(end_of(call()), "unauthenticated not signed in");
  signing_out.join();
  EXPECT_TRUE(comes_true([&] { return endless_.is_over.load(); }));
}

TEST_F(Streams, are_bounded_for_a_session_and_in_all) {
  script = endless_.with(3, 5ms);
  const auto first = open(), second = open();
  EXPECT_TRUE(
      comes_true([&] { return server_.local_get("/metrics").find("\nemplooi_streams 2") != std::string::npos; }));
  EXPECT_EQ(end_of(call()), "resource_exhausted too many streams");
  signed_in_ = sign_in();
  const auto third = open();
  EXPECT_TRUE(
      comes_true([&] { return server_.local_get("/metrics").find("\nemplooi_streams 3") != std::string::npos; }));
  EXPECT_EQ(end_of(call()), "unavailable server busy");
}

TEST_F(Streams, give_their_place_back) {
  script = [](JobStream& stream) -> Outcome<void> {
    stream.send(message_of(3));
    return {};
  };
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(end_of(call()), "");
    EXPECT_TRUE(
        comes_true([&] { return server_.local_get("/metrics").find("\nemplooi_streams 0") != std::string::npos; }));
  }
}

TEST_F(Streams, leave_the_connection_for_the_next_question) {
  script = [](JobStream& stream) -> Outcome<void> {
    stream.send(message_of(3));
    return {};
  };
  RawConnection connection(server_);
  connection.send(request_with(signed_in_) + request_with(with({{"Content-Type", "application/json"}})));
  std::string answers;
  EXPECT_TRUE(comes_true([&] {
    return (answers += connection.receive_some(100)).find("HTTP/1.1 415") != std::string::npos;
  })) << answers;
  EXPECT_NE(answers.find("\r\n0\r\n\r\nHTTP/1.1 415"), std::string::npos) << "the stream is whole before it";
}

TEST_F(Streams, end_when_the_server_stops) {
  script = endless_.with(3, 5ms);
  std::thread stopping([&] {
    EXPECT_TRUE(comes_true([&] { return endless_.sent > 0; }));
    server_.stop();
  });
  EXPECT_EQ(end_of(call()), "unavailable shutting down");
  stopping.join();
  EXPECT_TRUE(comes_true([&] { return endless_.is_over.load(); }));
}

}  // namespace
}  // namespace emplooi::testing

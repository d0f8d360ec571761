#include "bench/served.h"

#include <fstream>

#include "emplooi/identity/v1/identity.pb.h"
#include "emplooi/vouchers/v1/vouchers.pb.h"
#include "web/client.h"

namespace emplooi::bench {

namespace {

std::string request_for(const Redeemable& redeemable, const std::string& token, IdSource& command_ids) {
  vouchers::v1::RedeemVoucherRequest request;
  request.set_voucher_id(to_string(redeemable.voucher));
  request.set_job_id(to_string(redeemable.job));
  const auto body = request.SerializeAsString();
  return "POST /rpc/emplooi.vouchers.v1.VoucherService/RedeemVoucher HTTP/1.1\r\nHost: localhost\r\n"
         "Content-Type: application/proto\r\nAuthorization: Bearer " +
         token + "\r\nIdempotency-Key: " + to_string(command_ids.next(to_us(SystemClock().now()))) +
         "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

}  // namespace

std::string sign_in(const Market& market, std::uint16_t port, const std::string& certificate) {
  identity::v1::SignInRequest request;
  request.set_sign_in_name(market.sign_in_name);
  request.set_password(market.password);
  web::Client client({.host = "localhost", .port = port, .trusted_certificate = certificate});
  const auto answer = client.post("/rpc/emplooi.identity.v1.IdentityService/SignIn",
                                  {{"Content-Type", "application/proto"}}, request.SerializeAsString());
  identity::v1::SignInResponse response;
  if (answer.status != 200 || !response.ParseFromString(answer.body)) throw std::runtime_error(answer.body);
  return response.token();
}

std::vector<std::string> redemptions(const Market& market, const std::string& token) {
  IdSource command_ids;
  std::vector<std::string> requests;
  for (const auto& redeemable : market.redeemables) requests.push_back(request_for(redeemable, token, command_ids));
  return requests;
}

std::int64_t resident_kib(pid_t pid) {
  std::ifstream status("/proc/" + std::to_string(pid) + "/status");
  std::string word;
  std::int64_t kib = 0;
  while (status >> word) {
    if (word == "VmRSS:") status >> kib;
  }
  return kib;
}

double milliseconds(std::chrono::nanoseconds time) { return std::chrono::duration<double, std::milli>(time).count(); }

}  // namespace emplooi::bench

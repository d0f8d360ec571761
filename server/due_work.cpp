#include "due_work.h"

#include <spdlog/spdlog.h>

#include "identity/identity.h"
#include "jobs/jobs.h"
#include "privacy/privacy.h"
#include "reporting/reporting.h"
#include "vouchers/vouchers.h"

namespace emplooi {

namespace {

/// Things of one command: enough to share a commit, few enough not to keep others waiting.
constexpr int step_limit = 100;

/// One kind of due work.
struct Step {
  std::string_view path;
  bool (*is_due)(Transaction&);
  MessagePtr (*request)();
  int (*done)(const google::protobuf::Message& response);
};

template <class Request>
MessagePtr limited() {
  auto request = std::make_unique<Request>();
  request->set_limit(step_limit);
  return request;
}

constexpr Step steps[] = {
    {"emplooi.jobs.v1.JobService/RemindOfApproval", jobs::is_reminder_due, limited<jobs::v1::RemindOfApprovalRequest>,
     [](const google::protobuf::Message& m) {
       return static_cast<const jobs::v1::RemindOfApprovalResponse&>(m).reminded();
     }},
    {"emplooi.jobs.v1.JobService/ApproveDueJobs", jobs::is_approval_due, limited<jobs::v1::ApproveDueJobsRequest>,
     [](const google::protobuf::Message& m) {
       return static_cast<const jobs::v1::ApproveDueJobsResponse&>(m).approved();
     }},
    {"emplooi.vouchers.v1.VoucherService/WarnOfExpiry", vouchers::is_warning_due,
     limited<vouchers::v1::WarnOfExpiryRequest>,
     [](const google::protobuf::Message& m) {
       return static_cast<const vouchers::v1::WarnOfExpiryResponse&>(m).warned();
     }},
    {"emplooi.vouchers.v1.VoucherService/ExpireVouchers", vouchers::is_expiry_due,
     limited<vouchers::v1::ExpireVouchersRequest>,
     [](const google::protobuf::Message& m) {
       return static_cast<const vouchers::v1::ExpireVouchersResponse&>(m).expired();
     }},
    {"emplooi.vouchers.v1.VoucherService/TakeBackVouchers", vouchers::is_taking_back_due,
     limited<vouchers::v1::TakeBackVouchersRequest>,
     [](const google::protobuf::Message& m) {
       return static_cast<const vouchers::v1::TakeBackVouchersResponse&>(m).taken_back();
     }},
    {"emplooi.privacy.v1.PrivacyService/RotateBsnKey", privacy::is_rotation_due,
     limited<privacy::v1::RotateBsnKeyRequest>,
     [](const google::protobuf::Message& m) {
       return static_cast<const privacy::v1::RotateBsnKeyResponse&>(m).rotated();
     }},
    {"emplooi.privacy.v1.PrivacyService/EraseDue", privacy::is_erasure_due, limited<privacy::v1::EraseDueRequest>,
     [](const google::protobuf::Message& m) { return static_cast<const privacy::v1::EraseDueResponse&>(m).erased(); }},
    // Last, so that what ended with the quarter is counted in it.
    {"emplooi.reporting.v1.ReportingService/PublishFigures", reporting::is_publication_due,
     limited<reporting::v1::PublishFiguresRequest>,
     [](const google::protobuf::Message& m) {
       return static_cast<const reporting::v1::PublishFiguresResponse&>(m).published();
     }},
};

std::int64_t do_step(Town& town, MunicipalityId municipality, const Step& step) {
  static thread_local IdSource command_ids;
  bool is_due = false;
  town.store().read(municipality, [&](Transaction& tx) { is_due = step.is_due(tx); });
  std::int64_t done = 0;
  while (is_due) {
    Call call;
    call.operation = town_operations().find(step.path);
    call.actor = system_actor(municipality);
    call.command_id = CommandId(command_ids.next(to_us(SystemClock().now())));
    call.request = step.request();
    const auto answer = town.answer(std::move(call));
    if (!answer) {
      spdlog::warn(fmt::format("due work {} was refused: {}", step.path, name_of(answer.error().refusal)));
      return done;
    }
    const int some = step.done(**answer);
    done += some;
    is_due = some == step_limit;
  }
  return done;
}

}  // namespace

std::int64_t do_due_work(Town& town, MunicipalityId municipality) {
  std::int64_t done = 0;
  for (const auto& step : steps) done += do_step(town, municipality, step);
  return done;
}

DueWork::DueWork(Town& town, std::chrono::seconds interval)
    : town_(town), thread_([this, interval] { run(interval); }) {}

DueWork::~DueWork() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stopped_.notify_one();
  thread_.join();
}

void DueWork::run(std::chrono::seconds interval) {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    try {
      for (const auto& municipality : identity::all_municipalities(town_.store())) {
        // One of several servers does it; when that one is gone, another after two rounds.
        if (town_.store().lease(municipality, "due_work", 2 * interval)) do_due_work(town_, municipality);
      }
    } catch (const std::exception& error) {
      spdlog::error(fmt::format("due work failed and is tried again later: {}", error.what()));
    }
    lock.lock();
    stopped_.wait_for(lock, interval, [&] { return stopping_; });
  }
}

}  // namespace emplooi

#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "town.h"

namespace emplooi {

/// Does what is due now in a municipality: ends vouchers, approves hours that nobody disputed, writes reminders. Each step is
/// a command of its own that takes what is due and not done yet, so that it can be stopped anywhere and done again without
/// loss or doubling. Returns how many things were done; a step that is refused is logged and tried again next time.
std::int64_t do_due_work(Town& town, MunicipalityId municipality);

/// Does the due work of all municipalities once in `interval`, until it is destroyed; then it finishes the command at hand.
class DueWork {
 public:
  DueWork(Town& town, std::chrono::seconds interval);
  ~DueWork();

 private:
  void run(std::chrono::seconds interval);

  Town& town_;
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace emplooi

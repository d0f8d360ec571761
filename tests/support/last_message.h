#pragma once

#include <memory>

#include "identity/stream.h"

namespace emplooi::testing {

/// Listens to a stream to its end, and keeps the last message.
class LastMessage final : public Outlet {
 public:
  bool send(const google::protobuf::Message& message) override {
    ++messages_;
    last_.reset(message.New());
    last_->CopyFrom(message);
    return messages_ < most_ || !over_.request_stop();
  }
  std::stop_token over() const override { return over_.get_token(); }
  const google::protobuf::Message& message() const { return *last_; }
  int messages() const { return messages_; }
  /// Leaves after so many.
  void leave_after(int messages) { most_ = messages; }

 private:
  std::stop_source over_;
  std::unique_ptr<google::protobuf::Message> last_;
  int messages_ = 0, most_ = 1'000'000;
};

}  // namespace emplooi::testing

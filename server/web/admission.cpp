#include "web/admission.h"

namespace emplooi::web {

std::shared_ptr<void> Admission::admit(const boost::asio::ip::address& address) {
  const std::lock_guard lock(mutex_);
  auto& count = by_address_[address];
  if (size_ >= bound_ || count >= bound_per_address_) {
    if (count == 0) by_address_.erase(address);
    return nullptr;
  }
  ++size_;
  ++count;
  return std::shared_ptr<void>(this, [this, address](void*) {
    const std::lock_guard lock(mutex_);
    --size_;
    const auto found = by_address_.find(address);
    if (--found->second == 0) by_address_.erase(found);
  });
}

std::size_t Admission::size() const {
  const std::lock_guard lock(mutex_);
  return size_;
}

}  // namespace emplooi::web

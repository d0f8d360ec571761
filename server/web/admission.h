#pragma once

#include <boost/asio/ip/address.hpp>
#include <map>
#include <memory>
#include <mutex>

namespace emplooi::web {

/// Who is let in: a bound on connections in all, and for one address.
class Admission {
 public:
  Admission(std::size_t bound, std::size_t bound_per_address) : bound_(bound), bound_per_address_(bound_per_address) {}

  /// A place, given back when it is destroyed; null when there is none. The Admission must outlive it.
  std::shared_ptr<void> admit(const boost::asio::ip::address& address);

  std::size_t size() const;

 private:
  const std::size_t bound_;
  const std::size_t bound_per_address_;
  mutable std::mutex mutex_;
  std::size_t size_ = 0;
  std::map<boost::asio::ip::address, std::size_t> by_address_;
};

}  // namespace emplooi::web

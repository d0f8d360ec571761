#include "web/pool.h"

#include <boost/asio/post.hpp>

namespace emplooi::web {

bool Pool::try_post(std::function<void()> work) {
  if (load_.fetch_add(1) >= bound_) {
    --load_;
    return false;
  }
  boost::asio::post(threads_, [this, work = std::move(work)] {
    work();
    --load_;
  });
  return true;
}

}  // namespace emplooi::web

#pragma once

#include <map>
#include <mutex>

#include "base/outcome.h"
#include "identity/device.h"
#include "store/store.h"

namespace emplooi::identity {

/// Lets every device use each sequence number once, in rising order. Where one server has the database to itself, the last one
/// stands in memory; the database knows a bound that it lies under, raised a thousand numbers at a time, so that a server that
/// starts again refuses whatever was signed before without a commit for each request. Several servers take every number in the
/// database. Thread-safe; as large as there are active devices.
class Sequences {
 public:
  /// Refuses: device_sequence_stale, with the fact `sequence` to go on after; what the store refuses. Throws
  /// store::Unavailable.
  Outcome<void> use(store::Store& store, MunicipalityId municipality, const Device& device, std::int64_t sequence);
  void clear();

 private:
  struct Used {
    std::int64_t last;
    std::int64_t bound;
  };

  std::mutex mutex_;
  std::map<std::pair<MunicipalityId, DeviceId>, Used> used_;
};

/// Those of this process.
Sequences& sequences();

}  // namespace emplooi::identity

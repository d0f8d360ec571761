#pragma once

#include <gtest/gtest.h>

#include "funding/story.h"
#include "store/postgres_store.h"
#include "support/raw_postgres.h"

namespace emplooi::testing {

/// A story whose town is served by a second server on the same database.
class TwoServers : public ::testing::Test, public Story {
 public:
  TwoServers() : second_store(open_another()), second(*second_store) {}

  /// One more store on the town's database, by the town's clock.
  std::unique_ptr<store::Store> open_another(store::PostgresOptions options = {}) {
    options.url = options.url.empty() ? town.database().where() : options.url;
    options.clock = {std::shared_ptr<void>(), &town.clock()};
    return store::open_postgres(std::move(options));
  }
  Town& server(std::size_t number) { return number % 2 == 0 ? town.town() : second; }

  template <class Request>
  static Call call_of(const char* path, const Actor& actor, CommandId command, const Request& request) {
    const auto* operation = town_operations().find(path);
    Call call{operation, actor, command, operation->new_request()};
    call.request->CopyFrom(request);
    return call;
  }

  const std::unique_ptr<store::Store> second_store;
  Town second;
};

}  // namespace emplooi::testing

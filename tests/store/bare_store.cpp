#include "store/bare_store.h"

#include <stdlib.h>

#include <thread>

namespace emplooi::testing {

namespace {

constexpr store::Statement count_messages{"test.count_messages",
                                          "SELECT COUNT(*) FROM outbox WHERE municipality_id = $1 AND step = $2"};
constexpr store::Statement count_records{"test.count_records",
                                         "SELECT COUNT(*) FROM journal WHERE municipality_id = $1"};

Uuid uuid_of(std::uint8_t first, int number) {
  Uuid id;
  id.bytes[0] = first;
  for (int i = 0; i < 4; ++i) id.bytes[15 - i] = static_cast<std::uint8_t>(number >> (8 * i));
  return id;
}

template <class Value>
Value read_one(store::Store& store, const std::function<Value(Transaction&)>& read) {
  Value value{};
  store.read(home, [&](Transaction& tx) { value = read(tx); });
  return value;
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  auto pattern = (std::filesystem::temp_directory_path() / "emplooi-store-XXXXXX").string();
  if (!mkdtemp(pattern.data())) throw std::runtime_error("cannot make a folder like " + pattern);
  path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

const MunicipalityId home(uuid_of(0xaa, 1));
const ActorId ada(uuid_of(0xac, 1));

CommandId command_id(int number) { return CommandId(uuid_of(0xcc, number)); }

store::Command command(int number, const std::string& content) {
  return {home, command_id(number), ada, "emplooi.test.v1.TestService.Leave", content};
}

store::Work leaving(const std::string& name) {
  return [name](Transaction& tx) -> Outcome<std::string> {
    store::add_message(tx, "test", tx.new_id<Uuid>(), name);
    return to_string(tx.record());
  };
}

store::Work refused_after_writing(const std::string& name) {
  return [name](Transaction& tx) -> Outcome<std::string> {
    store::add_message(tx, "test", tx.new_id<Uuid>(), name);
    return refuse(REFUSAL_VOUCHER_EXPIRED);
  };
}

std::int64_t messages(store::Store& store, const std::string& name) {
  return read_one<std::int64_t>(store,
                                [&](Transaction& tx) { return tx.one<std::int64_t>(count_messages, name).value(); });
}

std::int64_t records(store::Store& store) {
  return read_one<std::int64_t>(store, [](Transaction& tx) { return tx.one<std::int64_t>(count_records).value(); });
}

store::Verification verification(store::Store& store) {
  constexpr int tries = 500;
  store::Verification found;
  for (int i = 0; i < tries; ++i) {
    found = read_one<store::Verification>(store, [](Transaction& tx) { return store::verify_journal(tx); });
    if (found.unsealed == 0) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return found;
}

void Gate::close(store::Store& store, int number) {
  auto entered = std::make_shared<std::promise<void>>();
  auto is_entered = entered->get_future();
  store.write(
      command(number),
      [entered, is_open = is_open_, is_first = std::make_shared<bool>(true)](Transaction&) -> Outcome<std::string> {
        if (std::exchange(*is_first, false)) entered->set_value();
        is_open.wait();
        return std::string("the gate");
      },
      [](const Outcome<std::string>&) {});
  is_entered.wait();
}

std::future<Outcome<std::string>> hand_in(store::Store& store, store::Command command, store::Work work) {
  auto promise = std::make_shared<std::promise<Outcome<std::string>>>();
  auto answer = promise->get_future();
  store.write(std::move(command), std::move(work),
              [promise](Outcome<std::string> outcome) { promise->set_value(std::move(outcome)); });
  return answer;
}

}  // namespace emplooi::testing

#include "store/store.h"

#include <future>
#include <memory>

namespace emplooi::store {

namespace detail {

Uuid uuid_from(std::string_view bytes) {
  Uuid id;
  ensure(bytes.size() == id.bytes.size(), "an id column holds 16 bytes");
  std::copy(bytes.begin(), bytes.end(), id.bytes.begin());
  return id;
}

Date date_from(std::string_view text) {
  const auto date = parse_date(text);
  ensure(date.has_value(), "a date column holds a date");
  return *date;
}

std::int32_t int32_from(std::int64_t number) {
  const auto narrow = static_cast<std::int32_t>(number);
  ensure(narrow == number, "a small number fits 32 bits");
  return narrow;
}

}  // namespace detail

Outcome<std::string> Store::write_now(Command command, Work work) {
  auto promise = std::make_shared<std::promise<Outcome<std::string>>>();
  auto answer = promise->get_future();
  write(std::move(command), std::move(work),
        [promise](Outcome<std::string> outcome) { promise->set_value(std::move(outcome)); });
  return answer.get();
}

}  // namespace emplooi::store

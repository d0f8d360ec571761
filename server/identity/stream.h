#pragma once

#include <google/protobuf/message.h>

#include <stop_token>

#include "store/changes.h"
#include "store/store.h"

namespace emplooi {

/// Where the messages of a stream go, one after the other.
class Outlet {
 public:
  virtual ~Outlet() = default;

  /// Waits while the reader is too far behind. False once the stream is over.
  virtual bool send(const google::protobuf::Message& message) = 0;
  /// Asked to stop once the stream is over: the reader left, its session or its time ended, or the server stops.
  virtual std::stop_token over() const = 0;
};

/// What the town gives an operation that streams. It runs on a thread of its own, for as long as it likes, and outside any
/// transaction.
class StreamDoor : public Outlet {
 public:
  /// As Store::read(): a consistent snapshot, as short as possible.
  virtual void read(const std::function<void(Transaction&)>& work) = 0;
  /// As Store::write() under the call's command id, and waits; at most once a stream. For a repeated call `work` is not run: it
  /// gets the first answer. Refuses what `work` and the store refuse.
  virtual Outcome<std::string> write(store::Work work) = 0;
  /// Changes of that kind in the municipality from now on.
  virtual std::shared_ptr<store::Watch> watch(std::string_view kind) = 0;
};

/// The same, for messages of one type.
template <class Response>
class Stream {
 public:
  explicit Stream(StreamDoor& door) : door_(door) {}

  /// Waits while the reader is too far behind. False once the stream is over: then return.
  bool send(const Response& message) { return door_.send(message); }
  std::stop_token over() const { return door_.over(); }
  bool is_over() const { return door_.over().stop_requested(); }
  void read(const std::function<void(Transaction&)>& work) { door_.read(work); }
  Outcome<std::string> write(store::Work work) { return door_.write(std::move(work)); }
  std::shared_ptr<store::Watch> watch(std::string_view kind) { return door_.watch(kind); }

 private:
  StreamDoor& door_;
};

}  // namespace emplooi

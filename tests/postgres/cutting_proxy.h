#pragma once

#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "store/bare_store.h"

namespace emplooi::testing {

/// A line between a server and its database that can be cut where it hurts: at a COMMIT, before the database has it or after
/// the database has answered.
class CuttingProxy {
 public:
  /// In front of the database that the URL leads to, which is on a Unix socket.
  explicit CuttingProxy(const std::string& url);
  ~CuttingProxy();
  CuttingProxy(const CuttingProxy&) = delete;
  CuttingProxy& operator=(const CuttingProxy&) = delete;

  /// The same database through this line.
  const std::string& url() const { return url_; }
  /// The next COMMITs never arrive.
  void cut_before(int commits) { before_ = commits; }
  /// The next COMMITs are carried out, and nobody hears of it.
  void cut_after(int commits) { after_ = commits; }
  /// Nobody gets through, and who was through is cut off.
  void close_line(bool is_closed) { is_closed_ = is_closed; }
  /// A line on which the client says this word stands still from then on: nothing is carried, nobody hangs up.
  void stand_still_at(std::string word) { still_word_ = std::move(word); }
  int cuts() const { return cuts_; }

 private:
  void accept_until_stopped();
  void carry(int client);
  bool passes_on(int from, int to, bool is_client, bool& loses_answer);
  void stand_still() const;

  TemporaryFolder folder_;
  std::string socket_;
  std::string url_;
  /// Set before anybody uses the line.
  std::string still_word_;
  int listener_;
  std::atomic<int> before_ = 0;
  std::atomic<int> after_ = 0;
  std::atomic<int> cuts_ = 0;
  std::atomic<bool> is_closed_ = false;
  std::atomic<bool> stopping_ = false;
  std::vector<std::thread> lines_;
  std::thread thread_;
};

}  // namespace emplooi::testing

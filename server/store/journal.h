#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "store/store.h"

namespace emplooi::store {

using Hash = std::array<std::uint8_t, 32>;

Hash sha256(std::string_view bytes);

/// A record's place in a block: its id and the hash of its leaf.
struct Leaf {
  RecordId record;
  Hash hash;
};

/// Merkle tree hash of RFC 6962, section 2.1, over leaves that are hashed already. Of nothing: SHA-256 of nothing.
Hash merkle_root(const std::vector<Leaf>& leaves);

/// Carries out one command inside an open transaction: answers a known command again, or does the work and leaves a
/// record, whose leaf is added to `unsealed`. A refusal leaves neither.
Outcome<std::string> carry_out(Transaction& tx, const Command& command, const Work& work, std::vector<Leaf>& unsealed);

/// Seals records into the municipality's next block. Does nothing without leaves.
void seal(Transaction& tx, const std::vector<Leaf>& leaves);

/// Leaves a record for seal_postponed(), where blocks are not written with the commit of their records.
void postpone_sealing(Transaction& tx, const Leaf& leaf);

/// Seals the records that wait into the next block, at most 4,096 of them. Whether none is left. One at a time.
bool seal_postponed(Transaction& tx);

/// What a check of the whole journal of one municipality found.
struct Verification {
  std::int64_t records = 0;
  std::int64_t blocks = 0;
  /// Records that wait for their block: not wrong, but not proven yet.
  std::int64_t unsealed = 0;
  RecordId first_unsealed;
  /// Bytes; to compare with a note of it that is kept elsewhere, because a file cannot know that its end was cut off.
  std::string last_block_hash;
  /// The first thing that is wrong, naming its record or block; empty if all is well.
  std::string first_wrong;
};

/// Recomputes every leaf, every Merkle root and the chain of blocks.
Verification verify_journal(Transaction& tx);

/// A message that leaves the house later; the same (kind, subject, step) is written once. True if it is new.
bool add_message(Transaction& tx, std::string_view kind, const Uuid& subject, std::string_view step);

}  // namespace emplooi::store

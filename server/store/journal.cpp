#include "store/journal.h"

#include <openssl/crypto.h>
#include <openssl/sha.h>

#include <bit>
#include <map>

#include "base/check.h"

#include "store/store.sql.h"

namespace emplooi::store {

namespace {

constexpr std::size_t entry_size = 16 + 32;

Bytes bytes_of(const Hash& hash) { return {std::string(hash.begin(), hash.end())}; }

Hash hash_from(const Bytes& bytes) {
  Hash hash;
  ensure(bytes.value.size() == hash.size(), "a hash column holds 32 bytes");
  std::copy(bytes.value.begin(), bytes.value.end(), hash.begin());
  return hash;
}

std::string_view view_of(const Uuid& id) { return {reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()}; }

/// Bytes with a length before each part, so that no two different lists of parts look alike.
class Canonical {
 public:
  explicit Canonical(char domain) : bytes_(1, domain) {}

  Canonical& add(std::string_view part) { return add(static_cast<std::int64_t>(part.size())).append(part); }
  Canonical& add(std::int64_t number) {
    for (int shift = 56; shift >= 0; shift -= 8) bytes_.push_back(static_cast<char>(number >> shift));
    return *this;
  }
  Canonical& add(const Uuid& id) { return append(view_of(id)); }
  Canonical& add(const Bytes& bytes) { return add(bytes.value); }
  Hash hash() const { return sha256(bytes_); }

 private:
  Canonical& append(std::string_view part) {
    bytes_.append(part);
    return *this;
  }
  std::string bytes_;
};

struct Record {
  CommandId command;
  std::string rpc;
  ActorId actor;
  std::int64_t at_us;
  Bytes content_hash;
  Bytes effects_hash;
  Bytes answer;
  using Columns = std::tuple<CommandId, std::string, ActorId, std::int64_t, Bytes, Bytes, Bytes>;
};

/// 0x00 before a leaf and 0x01 before a node, so that neither can pass for the other (RFC 6962, section 2.1).
Hash leaf_hash(MunicipalityId municipality, RecordId id, const Record& record) {
  return Canonical(0)
      .add(municipality)
      .add(id)
      .add(record.command)
      .add(record.rpc)
      .add(record.actor)
      .add(record.at_us)
      .add(record.content_hash)
      .add(record.effects_hash)
      .add(record.answer)
      .hash();
}

Hash root_of(const Leaf* leaves, std::size_t count) {
  if (count == 1) return leaves->hash;
  const std::size_t left = std::bit_floor(count - 1);
  const Hash hashes[] = {root_of(leaves, left), root_of(leaves + left, count - left)};
  std::string node(1, '\1');
  for (const auto& hash : hashes) node.append(hash.begin(), hash.end());
  return sha256(node);
}

struct Block {
  std::int64_t number;
  Bytes previous_hash;
  Bytes merkle_root;
  Bytes entries;
  std::int64_t sealed_at_us;
  Bytes block_hash;
  using Columns = std::tuple<std::int64_t, Bytes, Bytes, Bytes, std::int64_t, Bytes>;
};

Bytes hash_of(MunicipalityId municipality, const Block& block) {
  const auto records = static_cast<std::int64_t>(block.entries.value.size() / entry_size);
  return bytes_of(Canonical(2)
                      .add(municipality)
                      .add(block.number)
                      .add(block.previous_hash)
                      .add(block.merkle_root)
                      .add(records)
                      .add(block.sealed_at_us)
                      .hash());
}

/// The whole content of a command: another actor or rpc under the same command id is another command.
Hash content_hash(std::string_view salt, const Command& command) {
  return Canonical(3).add(salt).add(command.rpc).add(command.actor).add(command.content).hash();
}

Outcome<std::string> answer_again(const Command& command, const Bytes& hash, const Bytes& answer,
                                  const std::optional<Bytes>& salt) {
  const auto repeated = content_hash(salt ? salt->value : std::string(), command);
  const bool same =
      hash.value.size() == repeated.size() && CRYPTO_memcmp(hash.value.data(), repeated.data(), repeated.size()) == 0;
  if (!same) return refuse(REFUSAL_COMMAND_ID_REUSED);
  return answer.value;
}

Leaf add_record(Transaction& tx, const Command& command, const std::string& answer) {
  std::array<std::uint8_t, 16> salt;
  tx.randomise(salt);
  const std::string_view salt_view(reinterpret_cast<const char*>(salt.data()), salt.size());
  const bool is_session = command.id.is_nil();
  const Record record{is_session ? tx.new_id<CommandId>() : command.id,
                      command.rpc,
                      command.actor,
                      to_us(tx.now()),
                      bytes_of(content_hash(salt_view, command)),
                      bytes_of(sha256(tx.effects())),
                      Bytes{is_session ? std::string() : answer}};
  tx.run_later(sql::add_record, tx.record(), record.command, record.rpc, record.actor, record.at_us,
               record.content_hash, record.effects_hash, record.answer);
  tx.run_later(sql::add_salt, tx.record(), Bytes{std::string(salt_view)});
  return {tx.record(), leaf_hash(tx.municipality(), tx.record(), record)};
}

std::vector<Leaf> leaves_of(const Block& block) {
  std::vector<Leaf> leaves(block.entries.value.size() / entry_size);
  const char* at = block.entries.value.data();
  for (auto& leaf : leaves) {
    std::memcpy(leaf.record.bytes.data(), at, 16);
    std::memcpy(leaf.hash.data(), at + 16, 32);
    at += entry_size;
  }
  return leaves;
}

/// What is wrong with a sealed record; empty if nothing.
std::string wrong_in(Transaction& tx, const Leaf& leaf) {
  const std::string name = "record " + to_string(leaf.record);
  try {
    const auto record = tx.one<Record>(sql::record, leaf.record);
    if (!record) return name + " is missing";
    if (leaf_hash(tx.municipality(), leaf.record, *record) != leaf.hash) return name + " was altered";
  } catch (const Defect& defect) {
    return name + " was altered: " + defect.what();
  }
  return {};
}

/// What is wrong with a block or its records; empty if nothing. First the block itself, because it says what its records
/// must be.
std::string wrong_in(Transaction& tx, const Block& block, const Block& before) {
  const std::string name = "block " + std::to_string(block.number);
  if (block.number != before.number + 1) return name + " follows block " + std::to_string(before.number);
  if (block.previous_hash.value != before.block_hash.value) return name + " does not continue the chain";
  if (block.entries.value.size() % entry_size != 0) return name + " has broken entries";
  if (hash_of(tx.municipality(), block).value != block.block_hash.value) return name + " was altered";
  const auto leaves = leaves_of(block);
  if (bytes_of(merkle_root(leaves)).value != block.merkle_root.value) return name + " has another Merkle root";
  for (const auto& leaf : leaves) {
    const auto wrong = wrong_in(tx, leaf);
    if (!wrong.empty()) return wrong + " (" + name + ")";
  }
  return {};
}

/// The records that wait for their block, each with the leaf that it was written with.
std::map<RecordId, Hash> waiting_leaves(Transaction& tx) {
  std::map<RecordId, Hash> waiting;
  RecordId after;
  for (auto some = tx.all<RecordId, Bytes>(sql::unsealed_after, after); !some.empty();
       some = tx.all<RecordId, Bytes>(sql::unsealed_after, after)) {
    for (const auto& [record, hash] : some) waiting[record] = hash_from(hash);
    after = std::get<0>(some.back());
  }
  return waiting;
}

/// Counts the records and finds those that no block holds: each must wait for one, as it was written.
void find_unsealed(Transaction& tx, const std::vector<RecordId>& sealed_in_order, Verification& found) {
  const auto waiting = waiting_leaves(tx);
  std::size_t next = 0;
  RecordId after;
  for (auto ids = tx.all<RecordId>(sql::record_ids_after, after); !ids.empty();
       ids = tx.all<RecordId>(sql::record_ids_after, after)) {
    for (const auto& id : ids) {
      ++found.records;
      if (next < sealed_in_order.size() && sealed_in_order[next] == id) {
        ++next;
        continue;
      }
      const auto leaf = waiting.find(id);
      if (leaf != waiting.end() && found.unsealed++ == 0) found.first_unsealed = id;
      if (!found.first_wrong.empty()) continue;
      found.first_wrong = leaf == waiting.end() ? "record " + to_string(id) + " stands in no block"
                                                : wrong_in(tx, Leaf{id, leaf->second});
    }
    after = ids.back();
  }
}

}  // namespace

Hash sha256(std::string_view bytes) {
  Hash hash;
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), hash.data());
  return hash;
}

Hash merkle_root(const std::vector<Leaf>& leaves) {
  return leaves.empty() ? sha256({}) : root_of(leaves.data(), leaves.size());
}

Outcome<std::string> carry_out(Transaction& tx, const Command& command, const Work& work, std::vector<Leaf>& unsealed) {
  if (!command.id.is_nil()) {
    if (const auto known = tx.one<Bytes, Bytes, std::optional<Bytes>>(sql::find_command, command.id)) {
      const auto& [hash, answer, salt] = *known;
      return answer_again(command, hash, answer, salt);
    }
  }
  auto answer = work(tx);
  if (answer) unsealed.push_back(add_record(tx, command, *answer));
  return answer;
}

void seal(Transaction& tx, const std::vector<Leaf>& leaves) {
  if (leaves.empty()) return;
  const auto last = tx.one<std::int64_t, Bytes>(sql::last_block);
  Block block;
  block.number = last ? std::get<0>(*last) + 1 : 1;
  block.previous_hash = last ? std::get<1>(*last) : bytes_of(Hash{});
  block.merkle_root = bytes_of(merkle_root(leaves));
  block.sealed_at_us = to_us(tx.now());
  for (const auto& leaf : leaves) {
    block.entries.value.append(view_of(leaf.record)).append(leaf.hash.begin(), leaf.hash.end());
  }
  tx.run(sql::add_block, block.number, block.previous_hash, block.merkle_root, block.entries, block.sealed_at_us,
         hash_of(tx.municipality(), block));
}

void postpone_sealing(Transaction& tx, const Leaf& leaf) {
  tx.run_later(sql::add_unsealed, leaf.record, bytes_of(leaf.hash));
}

bool seal_postponed(Transaction& tx) {
  constexpr std::int64_t bound = 4'096;
  std::vector<Leaf> leaves;
  for (const auto& [record, hash] : tx.all<RecordId, Bytes>(sql::take_unsealed, bound)) {
    leaves.push_back({record, hash_from(hash)});
  }
  std::sort(leaves.begin(), leaves.end(), [](const Leaf& a, const Leaf& b) { return a.record < b.record; });
  seal(tx, leaves);
  return static_cast<std::int64_t>(leaves.size()) < bound;
}

Verification verify_journal(Transaction& tx) {
  Verification found;
  Block before{0, {}, {}, {}, 0, bytes_of(Hash{})};
  std::vector<RecordId> sealed;
  while (found.first_wrong.empty()) {
    auto blocks = tx.all<Block>(sql::blocks_after, before.number);
    if (blocks.empty()) break;
    for (auto& block : blocks) {
      found.first_wrong = wrong_in(tx, block, before);
      if (!found.first_wrong.empty()) break;
      ++found.blocks;
      for (const auto& leaf : leaves_of(block)) sealed.push_back(leaf.record);
      before = std::move(block);
    }
  }
  found.last_block_hash = before.block_hash.value;
  std::sort(sealed.begin(), sealed.end());
  if (found.first_wrong.empty()) find_unsealed(tx, sealed, found);
  return found;
}

bool add_message(Transaction& tx, std::string_view kind, const Uuid& subject, std::string_view step) {
  return tx.run(sql::add_message, tx.new_id<Uuid>(), kind, subject, step, tx.now()) == 1;
}

}  // namespace emplooi::store

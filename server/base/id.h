#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace emplooi {

/// 128 bits that name a thing; UUIDv7 when made here, so that rows lie on disk in the order of their birth.
struct Uuid {
  std::array<std::uint8_t, 16> bytes{};

  friend auto operator<=>(const Uuid&, const Uuid&) = default;
  bool is_nil() const { return *this == Uuid{}; }
};

/// Canonical text form: 8-4-4-4-12 hexadecimal digits, read in either case and written in lower case.
std::optional<Uuid> parse_uuid(std::string_view text);
std::string to_string(const Uuid& id);

/// An id that knows what it names, so that a voucher's id cannot be passed where a job's is wanted.
template <class Thing>
struct Id : Uuid {
  Id() = default;
  explicit Id(const Uuid& id) : Uuid(id) {}

  /// For text that the field rules have checked already: throws Defect on anything else.
  static Id of(std::string_view text);
};

[[noreturn]] void throw_malformed_id();

template <class Thing>
Id<Thing> Id<Thing>::of(std::string_view text) {
  auto id = parse_uuid(text);
  if (!id) throw_malformed_id();
  return Id(*id);
}

using ActorId = Id<struct ActorTag>;
using MunicipalityId = Id<struct MunicipalityTag>;
using CommandId = Id<struct CommandTag>;
using RecordId = Id<struct RecordTag>;

using ProgrammeId = Id<struct ProgrammeTag>;
using NeighbourhoodId = Id<struct NeighbourhoodTag>;
using CorporationId = Id<struct CorporationTag>;
using ComplexId = Id<struct ComplexTag>;
using FunderId = Id<struct FunderTag>;
using ProviderId = Id<struct ProviderTag>;
using HouseholdId = Id<struct HouseholdTag>;
using ResidentId = Id<struct ResidentTag>;
using ServiceId = Id<struct ServiceTag>;
using ParticipantId = Id<struct ParticipantTag>;
using TrackId = Id<struct TrackTag>;
using TrackPurchaseId = Id<struct TrackPurchaseTag>;
using OrderId = Id<struct OrderTag>;
using VoucherId = Id<struct VoucherTag>;
using CampaignId = Id<struct CampaignTag>;
using BulkPurchaseId = Id<struct BulkPurchaseTag>;
using BudgetId = Id<struct BudgetTag>;
using FundingRuleId = Id<struct FundingRuleTag>;
using JobId = Id<struct JobTag>;
using StatementId = Id<struct StatementTag>;
using InvoiceId = Id<struct InvoiceTag>;

/// Makes UUIDv7: 48 bits of milliseconds, a counter that keeps ids of one millisecond in order, and randomness.
/// Not thread-safe: every writer owns one. With a seed the ids are the same in every run (demo and tests only).
class IdSource {
 public:
  IdSource();
  explicit IdSource(std::uint64_t seed);

  Uuid next(std::int64_t now_us);
  /// Random bytes: cryptographically strong, unless the source has a seed.
  void fill(std::span<std::uint8_t> bytes);

 private:
  std::uint64_t random();

  std::optional<std::uint64_t> seeded_state_;
  std::int64_t last_ms_ = 0;
  std::uint32_t counter_ = 0;
};

}  // namespace emplooi

template <>
struct std::hash<emplooi::Uuid> {
  std::size_t operator()(const emplooi::Uuid& id) const {
    std::uint64_t low;
    std::memcpy(&low, id.bytes.data() + 8, sizeof low);
    return low;
  }
};

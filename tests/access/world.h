#pragma once

#include <map>
#include <string>

#include "support/town.h"

namespace emplooi::testing {

/// Whose things a request names, seen from the one who asks.
enum class Relation { own, other_person, other_corporation, other_municipality, signed_out };

inline constexpr Relation all_relations[] = {Relation::own, Relation::other_person, Relation::other_corporation,
                                             Relation::other_municipality, Relation::signed_out};

/// Names, as they stand behind a $ in a request, and what they stand for.
using Names = std::map<std::string, std::string>;

/// One set of everything: a corporation with a complex, a funder with a budget, a resident with vouchers and jobs in
/// every state, a participant with a track, a coach; and an account for each role that works for or is one of them.
struct Side {
  /// What belongs to, or is, a person.
  Names person;
  /// What belongs to, or is, a corporation or a funder.
  Names organisation;
  /// What everybody in the municipality shares: the programme, services, the provider.
  Names shared;
  std::map<Role, Actor> actors;
  std::map<Role, std::string> sessions;
};

/// Two sides in Tilburg, and a third in Breda.
class World {
 public:
  World();

  Actor actor(Role role) const;
  /// The request of the template, naming the things of that relation.
  void fill(const std::string& form, Relation relation, Role role, google::protobuf::Message& request) const;
  /// Whose things an answer shows: "sees_own", "sees_other", "sees_all", or nothing of either: "allowed". Throws for things
  /// of another municipality.
  std::string whose(const google::protobuf::Message& answer) const;

  TestTown& town() { return town_; }
  const Side& own() const { return own_; }
  const Side& other() const { return other_; }

 private:
  struct Place;

  void build(Place& place);
  MessagePtr call(const Actor& actor, const std::string& rpc, const std::string& form, const Names& names);
  /// Calls, and gives the id in the answer a name.
  void make(const Actor& actor, const std::string& rpc, const std::string& form, const Names& names, Names& into,
            const std::string& name, const std::string& field);
  void share(Place& place);
  void settle(Place& place, Side& side, const std::string& tag);
  void move_in(Place& place, Side& side, const std::string& tag);
  void give_accounts(Place& place, Side& side, const std::string& tag);
  void work(Place& place, Side& side, const std::string& name, const std::string& until, int hours_ahead = 0);
  void live_through_january(Place& place, Side& side);
  void name_statements(Place& place, Side& side);
  void live_through_march(Place& place, Side& side);
  void propose_week(Place& place);

  TestTown town_;
  Side own_;
  Side other_;
  Side elsewhere_;
};

}  // namespace emplooi::testing

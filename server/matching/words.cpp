#include "matching/words.h"

#include <fmt/format.h>
#include <google/protobuf/util/time_util.h>

namespace emplooi::matching {

namespace {

using google::protobuf::util::TimeUtil;

v1::Words words(std::string nl, std::string en) {
  v1::Words both;
  both.set_nl(std::move(nl));
  both.set_en(std::move(en));
  return both;
}

constexpr const char* days_nl[] = {"zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"};
constexpr const char* days_en[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
constexpr const char* months_nl[] = {"januari", "februari", "maart",     "april",   "mei",      "juni",
                                     "juli",    "augustus", "september", "oktober", "november", "december"};
constexpr const char* months_en[] = {"January", "February", "March",     "April",   "May",      "June",
                                     "July",    "August",   "September", "October", "November", "December"};

std::string clock_of(Time time) { return local_text(time).substr(11); }

/// "donderdag 12 november" and "Thursday 12 November".
v1::Words day_of(Time time) {
  const Date day = local_date(time);
  const auto weekday = date::weekday(date::sys_days(day)).c_encoding();
  const auto month = static_cast<unsigned>(day.month()) - 1, number = static_cast<unsigned>(day.day());
  return words(fmt::format("{} {} {}", days_nl[weekday], number, months_nl[month]),
               fmt::format("{} {} {}", days_en[weekday], number, months_en[month]));
}

std::string minutes_nl(std::int64_t minutes) { return minutes == 1 ? "1 minuut" : fmt::format("{} minuten", minutes); }
std::string minutes_en(std::int64_t minutes) { return minutes == 1 ? "1 minute" : fmt::format("{} minutes", minutes); }

/// Half a sentence, to be joined by "and".
v1::Words clause_for_coordinator(const v1::Fact& fact) {
  switch (fact.kind()) {
    case v1::FACT_KIND_LOCKED:
      return words("deze klus staat vast", "this job is fixed");
    case v1::FACT_KIND_ONLY_ONE:
      return words("niemand anders kan deze klus doen", "nobody else can do this job");
    case v1::FACT_KIND_GOAL:
      return words("het past bij de doelen van het traject", "it fits the goals of the track");
    case v1::FACT_KIND_CONTINUITY:
      return words("het past beter bij deze bewoner, zoals dezelfde hulp of dezelfde taal",
                   "it suits this resident better, such as the same helper or the same language");
    case v1::FACT_KIND_WISH:
      return words("het kan op een tijd die de bewoner graag wil", "it can be at a time that the resident likes");
    case v1::FACT_KIND_FAIRER:
      return words("zo zijn de uren eerlijker verdeeld", "so hours are shared more fairly");
    case v1::FACT_KIND_NEARER: {
      const auto saved = std::max<std::int64_t>(1, fact.value() / 60);
      return words(fmt::format("het scheelt {} reizen", minutes_nl(saved)),
                   fmt::format("it saves {} of travel", minutes_en(saved)));
    }
    case v1::FACT_KIND_AS_TOLD:
      return words("zo verandert er minder aan wat is afgesproken", "so less changes of what was agreed");
    case v1::FACT_KIND_SERVES_MORE:
      return words("met iemand anders blijft een aanvraag liggen", "with anybody else a request would be left out");
    case v1::FACT_KIND_BUDDY:
      return words("zo werken twee vaste maatjes samen", "so two who are buddies work together");
    default:
      return words("een ander kan het net zo goed doen", "somebody else could do it just as well");
  }
}

std::string sentence(const std::vector<std::string>& clauses, const char* last) {
  std::string text;
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    text += (i == 0 ? "" : i + 1 == clauses.size() ? std::string(" ") + last + " " : ", ") + clauses[i];
  }
  if (text.empty()) return text;
  text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text + ".";
}

}  // namespace

v1::Words to_coordinator(const std::vector<v1::Fact>& facts, const std::string& instead) {
  std::vector<std::string> nl, en;
  for (const auto& fact : facts) {
    const auto clause = clause_for_coordinator(fact);
    nl.push_back(clause.nl());
    en.push_back(clause.en());
  }
  auto both = words(sentence(nl, "en"), sentence(en, "and"));
  if (!instead.empty() && !facts.empty()) {
    *both.mutable_nl() += " Anders: " + instead + ".";
    *both.mutable_en() += " Otherwise: " + instead + ".";
  }
  return both;
}

v1::Words to_resident(const std::vector<v1::Fact>& facts) {
  for (const auto& fact : facts) {
    if (fact.kind() == v1::FACT_KIND_CONTINUITY) {
      return words("Deze hulp past het beste bij wat u graag wilt.", "This helper suits best what you like.");
    }
    if (fact.kind() == v1::FACT_KIND_WISH) {
      return words("Deze hulp kan komen op een tijd die u graag wilt.",
                   "This helper can come at a time that you like.");
    }
    if (fact.kind() == v1::FACT_KIND_AS_TOLD) {
      return words("Zo blijft het zoals met u is afgesproken.", "So it stays as we agreed with you.");
    }
    if (fact.kind() == v1::FACT_KIND_NEARER) {
      return words("Deze hulp is dan dicht bij u in de buurt.", "This helper is near you then.");
    }
  }
  if (facts.empty()) return {};
  return words("Deze hulp heeft dan tijd voor u.", "This helper has time for you then.");
}

v1::Words to_participant(const std::vector<v1::Fact>& facts) {
  for (const auto& fact : facts) {
    if (fact.kind() == v1::FACT_KIND_GOAL) {
      return words("Deze klus helpt u verder met de doelen van uw traject.",
                   "This job brings you further with the goals of your track.");
    }
    if (fact.kind() == v1::FACT_KIND_CONTINUITY) {
      return words("U past goed bij deze bewoner.", "You are a good match for this resident.");
    }
    if (fact.kind() == v1::FACT_KIND_BUDDY) {
      return words("Zo werken u en uw maatje samen.", "So you and your buddy work together.");
    }
    if (fact.kind() == v1::FACT_KIND_FAIRER) {
      return words("Zo komt u dichter bij de uren die u wilt.", "So you come nearer to the hours that you want.");
    }
    if (fact.kind() == v1::FACT_KIND_NEARER) {
      return words("Voor u is het minder ver dan voor anderen.", "It is less far for you than for others.");
    }
    if (fact.kind() == v1::FACT_KIND_AS_TOLD) {
      return words("Zo blijft uw week zoals hij was.", "So your week stays as it was.");
    }
    if (fact.kind() == v1::FACT_KIND_ONLY_ONE || fact.kind() == v1::FACT_KIND_SERVES_MORE) {
      return words("Zonder u heeft deze bewoner geen hulp.", "Without you this resident has no help.");
    }
  }
  if (facts.empty()) return {};
  return words("U hebt tijd op dit moment.", "You have time at this moment.");
}

v1::Words words_for_suggestion(const std::vector<v1::Fact>& facts, int travel_minutes) {
  auto both = to_coordinator(facts, "");
  const auto join = [](const std::string& text) { return text.empty() ? "" : text + " "; };
  return words(join(both.nl()) + fmt::format("Onderweg: {}.", minutes_nl(travel_minutes)),
               join(both.en()) + fmt::format("On the way: {}.", minutes_en(travel_minutes)));
}

v1::Words words_for(v1::Rule rule, int participants) {
  if (rule == v1::RULE_VOUCHERS_MISSING) {
    return words("Het huishouden heeft te weinig cheques.", "The household has too few vouchers.");
  }
  const auto told = [&](const char* nl_one, const char* nl_many, const char* en) {
    const auto who = participants == 1 ? std::string("1 deelnemer ") + nl_one
                                       : fmt::format("{} deelnemers {}", participants, nl_many);
    return words(who + ".",
                 fmt::format("{} {} {}.", participants, participants == 1 ? "participant:" : "participants:", en));
  };
  switch (rule) {
    case v1::RULE_BANNED:
      return told("mag niet bij deze bewoner komen", "mogen niet bij deze bewoner komen",
                  "may not come to this resident");
    case v1::RULE_CAPABILITY_MISSING:
      return told("kan deze klus nog niet", "kunnen deze klus nog niet", "cannot do this job yet");
    case v1::RULE_CAPABILITY_EXPIRED:
      return told("heeft een bewijs dat dan is verlopen", "hebben een bewijs dat dan is verlopen",
                  "a certificate that has expired by then");
    case v1::RULE_MAY_NOT_WORK_ALONE:
      return told("werkt nog niet alleen", "werken nog niet alleen", "not working alone yet");
    case v1::RULE_OUTSIDE_SHIFT:
      return told("is er niet op deze tijden", "zijn er niet op deze tijden", "not there at these times");
    case v1::RULE_LEG_TOO_LONG:
      return told("woont te ver weg", "wonen te ver weg", "live too far away");
    case v1::RULE_TOO_MUCH_WORK:
      return told("heeft alle uren al vol", "hebben alle uren al vol", "all hours filled");
    case v1::RULE_GUIDANCE_EXHAUSTED:
      return told("krijgt die dag geen begeleiding meer", "krijgen die dag geen begeleiding meer",
                  "no guidance left on that day");
    default:
      return told("helpt dan iemand anders", "helpen dan iemand anders", "helping somebody else then");
  }
}

v1::Words words_for(const v1::Change& change, const std::string& helper) {
  const Time from = time_from_us(TimeUtil::TimestampToMicroseconds(change.starts_at()));
  const Time until = time_from_us(TimeUtil::TimestampToMicroseconds(change.ends_at()));
  const auto day = day_of(from);
  const auto more = change.minutes();
  switch (change.kind()) {
    case v1::CHANGE_KIND_OTHER_TIME:
      return words(fmt::format("Het kan wel op {} om {}.", day.nl(), clock_of(from)),
                   fmt::format("It is possible on {} at {}.", day.en(), clock_of(from)));
    case v1::CHANGE_KIND_MORE_WORK:
      return words(fmt::format("Het kan als {} deze week {} meer werkt.", helper, minutes_nl(more)),
                   fmt::format("It is possible if {} works {} more this week.", helper, minutes_en(more)));
    case v1::CHANGE_KIND_CAPABILITY: {
      // What nobody reads aloud: the service that somebody is assessed for.
      const bool is_fitness = change.capability().empty();
      if (is_fitness) {
        return words(fmt::format("Het kan als {} geschikt is bevonden voor deze dienst.", helper),
                     fmt::format("It is possible if {} is assessed as fit for this service.", helper));
      }
      return words(fmt::format("Het kan als {} dit leert of haalt: {}.", helper, change.capability()),
                   fmt::format("It is possible if {} learns or gets this: {}.", helper, change.capability()));
    }
    case v1::CHANGE_KIND_LONGER_LEG:
      return words(fmt::format("Het kan als {} {} verder wil reizen.", helper, minutes_nl(more)),
                   fmt::format("It is possible if {} travels {} further.", helper, minutes_en(more)));
    case v1::CHANGE_KIND_MORE_GUIDANCE:
      return words(fmt::format("Het kan als de coach van {} die dag {} meer tijd heeft.", helper, minutes_nl(more)),
                   fmt::format("It is possible if the coach of {} has {} more on that day.", helper, minutes_en(more)));
    case v1::CHANGE_KIND_LONGER_SHIFT:
      return words(
          fmt::format("Het kan als {} er op {} is van {} tot {}.", helper, day.nl(), clock_of(from), clock_of(until)),
          fmt::format("It is possible if {} is there on {} from {} to {}.", helper, day.en(), clock_of(from),
                      clock_of(until)));
    default:
      return {};
  }
}

v1::Words unfilled_to_resident(const std::optional<Time>& other_time) {
  if (!other_time) {
    return words("We hebben nog niemand gevonden. We zoeken verder.", "We have found nobody yet. We keep looking.");
  }
  const auto day = day_of(*other_time);
  const auto at = clock_of(*other_time);
  return words(fmt::format("We hebben nog niemand gevonden. Het kan wel op {} om {}.", day.nl(), at),
               fmt::format("We have found nobody yet. It is possible on {} at {}.", day.en(), at));
}

}  // namespace emplooi::matching

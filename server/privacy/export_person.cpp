#include "approvals/approvals.h"
#include "base/field_rules.h"
#include "catalogue/catalogue.h"
#include "jobs/jobs.h"
#include "organisations/organisations.h"
#include "participants/participants.h"
#include "privacy/access_log.h"
#include "privacy/bsn.h"
#include "privacy/export_paper.h"
#include "privacy/newest_first.h"
#include "privacy/person.h"
#include "privacy/privacy.h"
#include "privacy/privacy.sql.h"
#include "residents/residents.h"
#include "vouchers/vouchers.h"

namespace emplooi::privacy {

namespace {

/// What a person is shown is what the town's own reads show whoever reaches all of it.
Actor reader_of_all(const Actor& actor) {
  Actor reader = system_actor(actor.municipality);
  reader.role = ROLE_COORDINATOR;
  return reader;
}

/// Calls a list to its end, page by page.
template <class Response, class Request, class Take>
void read_all(Outcome<Response> (*list)(Transaction&, const Actor&, const Request&), Transaction& tx,
              const Actor& reader, Request request, Take take) {
  request.mutable_page()->set_size(200);
  do {
    const auto page = list(tx, reader, request).value();
    take(page);
    request.mutable_page()->set_token(page.next_page_token());
  } while (!request.page().token().empty());
}

void add_jobs(Transaction& tx, const Actor& reader, const PersonRef& person, v1::ExportPersonResponse& response) {
  jobs::v1::ListJobsRequest request;
  if (person.kind == "resident") {
    request.set_resident_id(to_string(person.id));
  } else {
    request.set_participant_id(to_string(person.id));
  }
  read_all(jobs::list_jobs, tx, reader, request, [&](const auto& page) {
    for (auto job : page.jobs()) {
      // What the resident told, and where they live, is not the participant's to take along; nor the other way round.
      if (person.kind == "participant") {
        job.clear_note();
        job.clear_resident_name();
        job.clear_postcode();
        job.clear_house_number();
      } else {
        job.clear_participant_name();
        job.clear_participant_is_sick();
      }
      *response.add_jobs() = std::move(job);
    }
  });
}

void add_resident(Transaction& tx, const Actor& reader, const PersonRef& person, v1::ExportPersonResponse& response) {
  residents::v1::GetResidentRequest resident;
  resident.set_resident_id(to_string(person.id));
  *response.mutable_resident() = residents::get_resident(tx, reader, resident).value();
  vouchers::v1::ListVouchersRequest request;
  request.set_resident_id(to_string(person.id));
  read_all(vouchers::list_vouchers, tx, reader, request, [&](const auto& page) {
    for (const auto& voucher : page.vouchers()) *response.add_vouchers() = voucher;
  });
}

void add_accesses(Transaction& tx, const Actor& actor, const PersonRef& person, v1::ExportPersonResponse& response) {
  constexpr int page = 200;
  Uuid last = before({});
  while (true) {
    const auto lines = accesses_before(tx, actor, person.id, last, page);
    for (const auto& line : lines) *response.add_accesses() = line;
    if (lines.size() < page) return;
    last = parse_uuid(lines.back().access_id()).value();
  }
}

v1::ExportPersonResponse all_about(Transaction& tx, const Actor& actor, const PersonRef& person) {
  const auto reader = reader_of_all(actor);
  v1::ExportPersonResponse response;
  if (person.kind == "resident") {
    add_resident(tx, reader, person, response);
  } else {
    participants::v1::GetParticipantRequest request;
    request.set_participant_id(to_string(person.id));
    *response.mutable_participant() = participants::get_participant(tx, reader, request).value();
  }
  add_jobs(tx, reader, person, response);
  response.set_has_bsn(tx.one<SealedNumber>(sql::number_of_person, person.id).has_value());
  add_accesses(tx, actor, person, response);
  return response;
}

/// What the ids in an export stand for.
NamesOfIds names_in(Transaction& tx, const v1::ExportPersonResponse& all) {
  NamesOfIds names;
  const auto add = [&](const std::string& id, auto find) {
    if (!id.empty() && names.count(id) == 0) names[id] = find(id);
  };
  const auto service = [&](const auto& id) { return catalogue::service(tx, ServiceId::of(id)).value().name_nl; };
  const auto programme = [&](const auto& id) { return organisations::programme(tx, ProgrammeId::of(id)).value().name; };
  for (const auto& job : all.jobs()) {
    add(job.service_id(), service);
    add(job.programme_id(), programme);
  }
  for (const auto& voucher : all.vouchers()) add(voucher.programme_id(), programme);
  for (const auto& fitness : all.participant().fitness()) add(fitness.service_id(), service);
  const auto& home = all.resident().household();
  add(home.neighbourhood_id(),
      [&](const auto& id) { return organisations::neighbourhood(tx, NeighbourhoodId::of(id)).value().name; });
  add(home.complex_id(), [&](const auto& id) { return organisations::complex(tx, ComplexId::of(id)).value().name; });
  add(all.participant().participant().provider_id(),
      [&](const auto& id) { return organisations::provider(tx, ProviderId::of(id)).value().name; });
  return names;
}

}  // namespace

Outcome<v1::ExportPersonResponse> export_person(store::Store& store, const Actor& actor,
                                                const v1::ExportPersonRequest& request) {
  Operation operation;
  operation.rpc = v1::ExportPersonRequest::descriptor()
                      ->file()
                      ->FindServiceByName("PrivacyService")
                      ->FindMethodByName("ExportPerson");
  operation.access = operation.rpc->options().GetExtension(base::v1::access);
  std::optional<PersonRef> person;
  const store::Command command{actor.municipality, CommandId(), actor.id, operation.rpc->full_name(),
                               canonical_bytes(request)};
  TRY(store.write_now(command, [&](Transaction& tx) -> Outcome<std::string> {
    person = TRY(person_of(tx, actor, request.person()));
    if (approvals::needs_second_person(operation, actor, request)) {
      TRY(approvals::use(tx, actor, operation.rpc, request));
    }
    return std::string();
  }));
  v1::ExportPersonResponse response;
  NamesOfIds names;
  Time now;
  const bool is_pdf = request.format() == v1::EXPORT_FORMAT_PDF;
  store.read(actor.municipality, [&](Transaction& tx) {
    response = all_about(tx, actor, *person);
    if (is_pdf) names = names_in(tx, response);
    now = tx.now();
  });
  if (!is_pdf) return response;
  v1::ExportPersonResponse paper;
  paper.set_pdf(draw_export(response, names, now));
  return paper;
}

}  // namespace emplooi::privacy

#include <algorithm>

#include "privacy/export_paper.h"

namespace emplooi::privacy {

namespace {

struct Label {
  /// `Message.field` or the name of a value.
  std::string_view of;
  std::string_view says;
};

constexpr Label labels[] = {
    // Who somebody is.
    {"Resident.resident_id", ""},
    {"Resident.household_id", ""},
    {"Resident.name", "Naam"},
    {"Resident.born_on", "Geboren op"},
    {"Resident.phone", "Telefoon"},
    {"Resident.low_income", "Laag inkomen"},
    {"Resident.deceased_on", "Overleden op"},
    {"Household.household_id", ""},
    {"Household.neighbourhood_id", "Wijk"},
    {"Household.complex_id", "Wooncomplex"},
    {"Household.postcode", "Postcode"},
    {"Household.house_number", "Huisnummer"},
    {"Participant.participant_id", ""},
    {"Participant.name", "Naam"},
    {"Participant.born_on", "Geboren op"},
    {"Participant.household_id", ""},
    {"Participant.provider_id", "Organisatie"},
    {"Participant.coach_id", ""},
    {"Participant.case_manager_id", ""},
    {"Participant.weekly_hours", "Uren in de week"},
    {"Participant.active", "Doet nu mee"},
    {"Participant.running_track", "Traject nu"},

    // Tracks and what was assessed.
    {"Track.track_id", ""},
    {"Track.kind", "Traject"},
    {"Track.track_purchase_id", ""},
    {"Track.started_on", "Begonnen op"},
    {"Track.ended_on", "Klaar op"},
    {"Track.milestone", "Hoe ver"},
    {"LadderStep.step", "Trede"},
    {"LadderStep.assessed_on", "Bekeken op"},
    {"LadderStep.assessor_id", ""},
    {"Fitness.service_id", "Dienst"},
    {"Fitness.fit", "Past bij u"},
    {"Fitness.assessed_on", "Bekeken op"},
    {"Fitness.assessor_id", ""},
    {"Certificate.certificate_id", ""},
    {"Certificate.kind", "Soort"},
    {"Certificate.title", "Naam"},
    {"Certificate.expires_on", "Geldig tot en met"},
    {"Outflow.kind", "Uitstroom"},
    {"Outflow.flowed_out_on", "Op"},
    {"Outflow.track_id", ""},

    // Vouchers and jobs.
    {"Voucher.voucher_id", ""},
    {"Voucher.programme_id", "Programma"},
    {"Voucher.household_id", ""},
    {"Voucher.kind", "Soort"},
    {"Voucher.state", "Stand"},
    {"Voucher.code", "Code"},
    {"Voucher.minutes", "Minuten"},
    {"Voucher.face_cents", "Waarde"},
    {"Voucher.paid_cents", "Betaald"},
    {"Voucher.issued_on", "Gekregen op"},
    {"Voucher.expires_on", "Geldig tot en met"},
    {"Voucher.job_id", ""},
    {"Voucher.redeemed_at", "Gebruikt op"},
    {"Voucher.replaced_by", ""},
    {"Job.job_id", ""},
    {"Job.programme_id", "Programma"},
    {"Job.service_id", "Dienst"},
    {"Job.resident_id", ""},
    {"Job.participant_id", ""},
    {"Job.state", "Stand"},
    {"Job.minutes", "Gevraagde minuten"},
    {"Job.wished_on", "Gewenst op"},
    {"Job.note", "Opmerking"},
    {"Job.starts_at", "Begint op"},
    {"Job.done_minutes", "Gedane minuten"},
    {"Job.approves_itself_at", "Zonder antwoord goedgekeurd op"},
    {"Job.approved_at", "Goedgekeurd op"},
    {"Job.reason", "Reden"},
    {"Job.settled", "Afgerekend"},

    // Who looked.
    {"DataAccess.access_id", ""},
    {"DataAccess.trace_id", ""},
    {"DataAccess.span_id", ""},
    {"DataAccess.parent_span_id", ""},
    {"DataAccess.name", ""},
    {"DataAccess.started_at", "Wanneer"},
    {"DataAccess.ended_at", ""},
    {"DataAccess.purpose", "Waarvoor"},
    {"DataAccess.data_subject_id", ""},
    {"DataAccess.data_subject_kind", ""},
    {"DataAccess.written", "Iets veranderd"},
    {"DataAccess.role", "Wie"},
    {"DataAccess.actor_id", ""},

    // Values.
    {"TRACK_KIND_ORIENTATION", "oriëntatie"},
    {"TRACK_KIND_ACTIVATION", "activering"},
    {"TRACK_KIND_PLACEMENT", "toeleiding naar werk"},
    {"MILESTONE_START", "begonnen"},
    {"MILESTONE_HALFWAY", "halverwege"},
    {"MILESTONE_END", "klaar"},
    {"MILESTONE_OUTFLOW", "aan het werk"},
    {"OUTFLOW_KIND_REGULAR", "gewoon werk"},
    {"OUTFLOW_KIND_SUBSIDISED", "werk met subsidie"},
    {"OUTFLOW_KIND_VOLUNTARY", "vrijwilligerswerk met behoud van uitkering"},
    {"CERTIFICATE_KIND_CONDUCT", "verklaring omtrent het gedrag"},
    {"CERTIFICATE_KIND_COURSE_MODULE", "cursus"},
    {"VOUCHER_KIND_FREE", "gratis"},
    {"VOUCHER_KIND_REDUCED", "met korting"},
    {"VOUCHER_KIND_MARKET", "gewone prijs"},
    {"VOUCHER_STATE_ISSUED", "te gebruiken"},
    {"VOUCHER_STATE_RESERVED", "klaargelegd voor een klus"},
    {"VOUCHER_STATE_REDEEMED", "gebruikt"},
    {"VOUCHER_STATE_EXPIRED", "verlopen"},
    {"VOUCHER_STATE_BLOCKED", "geblokkeerd"},
    {"VOUCHER_STATE_REFUNDED", "teruggegeven"},
    {"JOB_STATE_REQUESTED", "gevraagd"},
    {"JOB_STATE_PLANNED", "ingepland"},
    {"JOB_STATE_ACCEPTED", "aangenomen"},
    {"JOB_STATE_STARTED", "bezig"},
    {"JOB_STATE_DONE", "gedaan"},
    {"JOB_STATE_APPROVED", "goedgekeurd"},
    {"JOB_STATE_DISPUTED", "niet mee eens"},
    {"JOB_STATE_REJECTED", "afgekeurd"},
    {"JOB_STATE_CANCELLED", "gaat niet door"},
    {"JOB_STATE_NO_SHOW", "iemand was er niet"},
    {"JOB_STATE_UNFILLED", "niemand gevonden"},
    {"PURPOSE_HELP_AT_HOME", "hulp thuis (Wmo 2015)"},
    {"PURPOSE_REINTEGRATION", "hulp naar werk (Participatiewet)"},
    {"PURPOSE_ACCOUNTABILITY", "verantwoorden van geld (Gemeentewet)"},
    {"PURPOSE_RIGHTS", "uw rechten (AVG)"},
    {"PURPOSE_SECURITY", "veilig inloggen"},
    {"ROLE_RESIDENT", "bewoner"},
    {"ROLE_PARTICIPANT", "deelnemer"},
    {"ROLE_COORDINATOR", "coördinator"},
    {"ROLE_CASE_MANAGER", "consulent"},
    {"ROLE_COACH", "coach"},
    {"ROLE_CORPORATION_BUYER", "inkoper van een woningcorporatie"},
    {"ROLE_CORPORATION_FINANCE", "financiën van een woningcorporatie"},
    {"ROLE_FUNDER_FINANCE", "financiën van een geldgever"},
    {"ROLE_ADMINISTRATOR", "beheerder"},
    {"ROLE_AUDITOR", "controleur"},
    {"ROLE_CLIENT_COUNCIL", "cliëntenraad"},
    {"ROLE_SYSTEM", "het systeem zelf"},
};

std::optional<std::string_view> find_label(std::string_view name) {
  const auto found =
      std::find_if(std::begin(labels), std::end(labels), [&](const Label& label) { return label.of == name; });
  if (found == std::end(labels)) return std::nullopt;
  return found->says;
}

}  // namespace

std::optional<std::string_view> label_of(const google::protobuf::FieldDescriptor* field) {
  return find_label(field->containing_type()->name() + "." + field->name());
}

std::optional<std::string_view> label_of(const google::protobuf::EnumValueDescriptor* value) {
  return find_label(value->name());
}

}  // namespace emplooi::privacy

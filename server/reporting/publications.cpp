#include "reporting/publications.h"

#include <map>

#include "organisations/organisations.h"
#include "reporting/figure.h"
#include "reporting/reporting.sql.h"

namespace emplooi::reporting {

namespace {

using google::protobuf::RepeatedPtrField;

template <class Report>
Report read(const store::Bytes& bytes) {
  Report report;
  ensure(report.ParseFromString(bytes.value), "a publication can be read");
  return report;
}

template <class Report>
std::optional<Report> read(const std::optional<store::Bytes>& bytes) {
  if (!bytes) return std::nullopt;
  return read<Report>(*bytes);
}

/// By name, as they are listed.
using HoursRows = std::map<std::pair<std::string, std::string>, v1::HoursRow>;

void add_rows(const RepeatedPtrField<v1::HoursRow>& rows, HoursRows& sums) {
  for (const auto& row : rows) {
    const auto [sum, is_new] = sums.try_emplace({row.name(), row.id()}, row);
    if (!is_new) add(row.minutes(), *sum->second.mutable_minutes());
  }
}

void write(const HoursRows& sums, RepeatedPtrField<v1::HoursRow>& to) {
  for (const auto& [name_and_id, sum] : sums) *to.Add() = sum;
}

void add_report(const v1::GetTracksReportResponse& more, v1::GetTracksReportResponse& sum) {
  for (int i = 0; i < more.tracks_size(); ++i) {
    add(more.tracks(i).participants(), *sum.mutable_tracks(i)->mutable_participants());
  }
  for (int i = 0; i < more.outflow_size(); ++i) {
    add(more.outflow(i).persons(), *sum.mutable_outflow(i)->mutable_persons());
  }
  add(more.participants(), *sum.mutable_participants());
  add(more.flowed_out(), *sum.mutable_flowed_out());
  sum.mutable_period()->set_ends_on(more.period().ends_on());
}

}  // namespace

Outcome<std::vector<Publication>> publications_of(Transaction& tx, const organisations::Programme& programme,
                                                  const Period& period, const Audience& audience) {
  const auto last = *tx.one<std::optional<Date>>(sql::last_publication, programme.id);
  if (const auto next = next_quarter(programme.starts_on, programme.ends_on, last);
      next && next->ends_on <= period.ends_on) {
    auto refused = refuse(REFUSAL_FIELD_OUT_OF_BOUNDS, "the figures of the period are not published yet");
    refused.field = "period";
    return refused;
  }
  std::vector<Publication> publications;
  for (const auto& [starts_on, hours, vouchers, tracks, fairness] :
       tx.all<Date, store::Bytes, store::Bytes, std::optional<store::Bytes>, std::optional<store::Bytes>>(
           sql::publications, programme.id, audience.corporation.value_or(Uuid()), period.starts_on, period.ends_on)) {
    publications.push_back({starts_on, read<v1::GetHoursReportResponse>(hours),
                            read<v1::GetVoucherFunnelResponse>(vouchers), read<v1::GetTracksReportResponse>(tracks),
                            read<v1::GetFairnessReportResponse>(fairness)});
  }
  return publications;
}

v1::GetHoursReportResponse hours_of(const std::vector<Publication>& publications) {
  HoursRows services, neighbourhoods;
  v1::GetHoursReportResponse report;
  *report.mutable_minutes() = figure(0, false);
  for (const auto& publication : publications) {
    add_rows(publication.hours.services(), services);
    add_rows(publication.hours.neighbourhoods(), neighbourhoods);
    add(publication.hours.minutes(), *report.mutable_minutes());
  }
  write(services, *report.mutable_services());
  write(neighbourhoods, *report.mutable_neighbourhoods());
  return report;
}

v1::GetVoucherFunnelResponse vouchers_of(const std::vector<Publication>& publications) {
  std::map<std::pair<int, int>, v1::FunnelRow> sums;
  for (const auto& publication : publications) {
    for (const auto& row : publication.vouchers.rows()) {
      const auto [sum, is_new] = sums.try_emplace({row.kind(), row.state()}, row);
      if (is_new) continue;
      add(row.vouchers(), *sum->second.mutable_vouchers());
      add(row.face_cents(), *sum->second.mutable_face_cents());
      add(row.paid_cents(), *sum->second.mutable_paid_cents());
    }
  }
  v1::GetVoucherFunnelResponse report;
  for (const auto& [kind_and_state, sum] : sums) *report.add_rows() = sum;
  return report;
}

v1::GetTracksReportResponse tracks_of(const std::vector<Publication>& publications, const Period& period) {
  std::optional<v1::GetTracksReportResponse> report;
  for (const auto& publication : publications) {
    const auto& counted = publication.tracks;
    if (!counted || *parse_date(counted->period().starts_on()) < period.starts_on) continue;
    if (report)
      add_report(*counted, *report);
    else
      report = counted;
  }
  return report ? *report : hidden_tracks();
}

v1::GetFairnessReportResponse fairness_of(const std::vector<Publication>& publications) {
  if (publications.empty() || !publications.back().fairness) return {};
  return *publications.back().fairness;
}

}  // namespace emplooi::reporting

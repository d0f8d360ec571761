#include "web/metrics.h"

#include <prometheus/text_serializer.h>

#include <limits>

namespace emplooi::web {

namespace {

const prometheus::Histogram::BucketBoundaries bucket_seconds = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                                0.1,   0.25,   0.5,   1,    2.5,   10};

template <class Builder>
auto& family(Builder builder, prometheus::Registry& registry, const char* name, const char* help) {
  return builder.Name(name).Help(help).Register(registry);
}

}  // namespace

Metrics::Metrics()
    : requests_(family(prometheus::BuildCounter(), registry_, "emplooi_requests_total",
                       "Requests by rpc and outcome: ok, or the refusal's name")),
      durations_(family(prometheus::BuildHistogram(), registry_, "emplooi_request_duration_seconds",
                        "From the whole header to the answer handed to the network, by rpc")),
      turned_away_(family(prometheus::BuildCounter(), registry_, "emplooi_connections_turned_away_total",
                          "Connections beyond the bound in all or for one address")
                       .Add({})),
      connections_(family(prometheus::BuildGauge(), registry_, "emplooi_connections", "Open connections").Add({})),
      load_(
          family(prometheus::BuildGauge(), registry_, "emplooi_desk_load", "Calls that wait for a thread or run on one")
              .Add({})),
      streams_(family(prometheus::BuildGauge(), registry_, "emplooi_streams", "Open streams").Add({})),
      replica_ages_(family(prometheus::BuildGauge(), registry_, "emplooi_replica_age_seconds",
                           "How old what the replica shows may be; infinite where that is not known")),
      report_reads_(
          family(prometheus::BuildCounter(), registry_, "emplooi_report_reads_total", "Reports read, by where")) {}

void Metrics::show_replica(const store::ReplicaFigures& figures) {
  const auto age =
      figures.age ? std::chrono::duration<double>(*figures.age).count() : std::numeric_limits<double>::infinity();
  replica_ages_.Add({}).Set(age);
  const auto show = [&](const char* where, std::int64_t reads) {
    auto& counter = report_reads_.Add({{"at", where}});
    counter.Increment(static_cast<double>(reads) - counter.Value());
  };
  show("replica", figures.reads);
  show("primary", figures.passed_over);
}

void Metrics::count_request(const Operation* operation, Refusal refusal, std::chrono::duration<double> duration) {
  const std::string rpc = operation ? operation->rpc->full_name() : "none";
  const std::string outcome(refusal == REFUSAL_UNSPECIFIED ? "ok" : name_of(refusal));
  requests_.Add({{"rpc", rpc}, {"outcome", outcome}}).Increment();
  // A stream lasts as long as somebody looks at it.
  if (operation && operation->streams()) return;
  durations_.Add({{"rpc", rpc}}, bucket_seconds).Observe(duration.count());
}

std::string Metrics::text() const { return prometheus::TextSerializer().Serialize(registry_.Collect()); }

}  // namespace emplooi::web

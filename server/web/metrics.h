#pragma once

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include <chrono>
#include <string>

#include "identity/operations.h"

namespace emplooi::web {

/// The figures at /metrics, in the words of Prometheus. Safe to use from any thread.
class Metrics {
 public:
  Metrics();

  /// `operation` is null for requests that reached none.
  void count_request(const Operation* operation, Refusal refusal, std::chrono::duration<double> duration);
  void count_turned_away() { turned_away_.Increment(); }

  void show_replica(const store::ReplicaFigures& figures);

  prometheus::Gauge& connections() { return connections_; }
  prometheus::Gauge& load() { return load_; }
  prometheus::Gauge& streams() { return streams_; }
  std::string text() const;

 private:
  prometheus::Registry registry_;
  prometheus::Family<prometheus::Counter>& requests_;
  prometheus::Family<prometheus::Histogram>& durations_;
  prometheus::Counter& turned_away_;
  prometheus::Gauge& connections_;
  prometheus::Gauge& load_;
  prometheus::Gauge& streams_;
  prometheus::Family<prometheus::Gauge>& replica_ages_;
  prometheus::Family<prometheus::Counter>& report_reads_;
};

}  // namespace emplooi::web

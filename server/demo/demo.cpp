#include "demo/demo.h"

#include <ostream>

#include "demo/tilburg_noord.h"
#include "demo/today.h"
#include "reporting/print_report.h"

namespace emplooi::demo {

namespace {

void print_report(Stage& stage, ProgrammeId programme) {
  stage.town().store().read(stage.municipality(),
                            [&](Transaction& tx) { reporting::print_report(tx, programme, stage.out()); });
}

}  // namespace

void build(const Options& options, std::ostream& out) {
  const Time now = SystemClock().now();
  Stage stage(options.path, options.seed, start_of_day(date::year(2002) / 5 / 1) + std::chrono::hours(8), out);
  stage.found("Tilburg (demo)", "tilburg", password);
  const Cast cast = set_up(stage);
  const auto project = play_tilburg_noord(stage, cast);
  print_report(stage, project);
  // The last vouchers of the project lapse within a year; then nothing happens for a long time.
  stage.clear_diary();
  stage.play_until(start_of_day(date::year(2005) / 7 / 1), "Tilburg-Noord, naloop");
  stage.skip_to(start_of_day(first_day_of_today(now)) + std::chrono::hours(8));
  const auto current = play_today(stage, cast, now);
  print_report(stage, current.programme);
  print_sign_ins(out);
  print_keys(current.keys, out);
}

void print_sign_ins(std::ostream& out) {
  out << "\nDemo accounts (password " << password << "):\n";
  for (const char* name : {"administrator", "coordinator", "consulent", "coach", "inkoper", "corporatie", "financier",
                           "accountant", "clientenraad", "deelnemer", "bewoner"}) {
    out << "  " << name << "@tilburg\n";
  }
}

}  // namespace emplooi::demo

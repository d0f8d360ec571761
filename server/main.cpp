// Emplooi: a marketplace for service vouchers, in one program.
//
//   emplooi found ...    make a municipality and its first administrator
//   emplooi migrate      bring the database's schema up to date
//   emplooi serve        answer calls over HTTPS until told to stop; with --clients, serve the web apps too
//   emplooi demo         build the demo town of Tilburg-Noord, and print its report and sign-ins
//   emplooi call ...     call one rpc of a running server
//   emplooi access       print what each role may do, and over whose data
//   emplooi new-key      add the key under which citizen service numbers are sealed from the next start on
//   emplooi report       print the figures of every programme, and the proof of its books
//   emplooi verify       check the journal, the ledger and every rule of a database
//   emplooi plan ...     solve a week plan in a file
//   emplooi backup ...   copy the database, also while it is served
//   emplooi copy ...     move a database to the other engine, and check both

#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <iostream>

#include "base/shifted_clock.h"
#include "config.h"
#include "demo/demo.h"
#include "identity/print_access.h"
#include "matching/files/plan_file.h"
#include "privacy/key_ring.h"
#include "reporting/print_report.h"
#include "serve.h"
#include "town.h"
#include "verify.h"
#include "web/call.h"
#include "web/password_prompt.h"
#include "web/tls.h"

namespace {

using namespace emplooi;

int found(const Config& config, identity::Founding founding) {
  configure_identity(config);
  founding.password = web::read_password();
  const auto store = open_store(config);
  const auto municipality = identity::found_municipality(*store, founding);
  if (!municipality) {
    const auto& refused = municipality.error();
    throw std::runtime_error(fmt::format("{} {} {}", name_of(refused.refusal), refused.field, refused.says));
  }
  std::cout << to_string(*municipality) << '\n';
  return 0;
}

void migrate(const Config& config) {
  if (config.postgres.url.empty())
    store::open_sqlite(config.store);
  else
    store::migrate_postgres(config.postgres.url);
}

int call(const Config& config, web::CallOptions options) {
  options.client.port = config.web.port;
  options.client.trusted_certificate = web::certificate_files(config.web, config.state_folder).certificate;
  if (options.sign_in_name) options.password = web::read_password();
  options.one_time_code = web::read_one_time_code;
  return web::call(options);
}

CLI::App* offer_founding(CLI::App& app, identity::Founding& founding) {
  auto* finding = app.add_subcommand("found", "Make a municipality and its first administrator");
  finding->add_option("slug", founding.slug, "What stands after the @ of sign-in names")->required();
  finding->add_option("name", founding.name, "Name of the municipality")->required();
  finding->add_option("--administrator", founding.sign_in_name, "Sign-in name")->default_val("administrator");
  finding->add_flag("!--without-second-factor", founding.second_factor, "Do not ask staff for one-time codes");
  return finding;
}

CLI::App* offer_calling(CLI::App& app, web::CallOptions& options) {
  auto* calling = app.add_subcommand("call", "Call one rpc of a running server");
  calling->add_option("rpc", options.rpc, "Such as VoucherService/GetVoucher")->required();
  calling->add_option("request", options.request, "The request in JSON");
  calling->add_option("--as", options.sign_in_name, "Sign-in name, such as coordinator@tilburg");
  calling->add_option("--host", options.client.host, "Where the server runs")->default_val("localhost");
  return calling;
}

/// What `serve` is told on its command line.
struct Serving {
  std::optional<std::string> clients;
  std::optional<std::string> replica;
  bool is_demo = false;
  int days_ahead = 0;

  void apply(Config& config) const {
    if (clients) config.web.clients_folder = *clients;
    if (replica) config.postgres.replica_url = *replica;
    config.web.is_demo |= is_demo;
    if (days_ahead > 0) {
      config.store.clock = config.postgres.clock = std::make_shared<ShiftedClock>(date::days(days_ahead));
    }
  }
};

void offer_how_to_serve(CLI::App& serving, Serving& how) {
  serving.add_option("--clients", how.clients, "Folder of the built web apps to serve beside the calls");
  serving.add_option("--store-replica", how.replica, "A standby where reports are read, while it is recent enough");
  auto* demo = serving.add_flag("--demo", how.is_demo, "Let the web apps say that nothing is real, and how to sign in");
  serving.add_option("--days-ahead", how.days_ahead, "Of a demo: live so many days from now, to see what time does")
      ->check(CLI::Range(0, 3660))
      ->needs(demo);
}

CLI::App* offer_planning(CLI::App& app, matching::files::PlanFileOptions& plan) {
  auto* planning = app.add_subcommand("plan", "Solve a week plan in a file: our own JSON, VROOM's or HHCRSP");
  planning->add_option("file", plan.file, "The file; - for standard input")->required();
  planning->add_option("--format", plan.format, "What it is")->check(CLI::IsMember({"town", "vroom", "hhcrsp"}));
  planning->add_option("--seconds", plan.seconds, "How long to search")
      ->check(CLI::Range(0.01, 86'400.0))
      ->capture_default_str();
  planning->add_option("--iterations", plan.iterations, "Proposals to try; 0 for as many as fit")
      ->check(CLI::NonNegativeNumber);
  planning->add_option("--seed", plan.seed, "Of the search")->capture_default_str();
  return planning;
}

/// What a command works on; without it, what the settings say.
struct Database {
  std::optional<std::string> file;
  std::optional<std::string> url;
};

void offer_database(std::initializer_list<CLI::App*> commands, Database& database) {
  for (auto* command : commands) {
    command->add_option("--db", database.file, "Database file; without it, emplooi.sqlite in the state folder");
    if (command->get_name() == "backup") continue;
    command->add_option("--store", database.url, "postgresql://role@host/database, instead of a file");
  }
}

/// From where to where a database moves.
struct Move {
  std::string from;
  std::string to;
};

CLI::App* offer_copying(CLI::App& app, Move& move) {
  auto* copying = app.add_subcommand("copy",
                                     "Move a database that nobody serves to another place, and check both; can be "
                                     "interrupted and begun again");
  copying->add_option("--from", move.from, "sqlite:file or postgresql://role@host/database")->required();
  copying->add_option("--to", move.to, "The same; empty, or the beginning of this copy")->required();
  return copying;
}

}  // namespace

int main(int argc, char** argv) {
  ::umask(0077);  // Databases, copies and keys are for this account alone.
  CLI::App app("Emplooi: a marketplace for service vouchers");
  app.require_subcommand(1);
  std::optional<std::string> file;
  app.add_option("--config", file, "TOML file with settings")->envname("EMPLOOI_CONFIG");

  auto* serving = app.add_subcommand("serve", "Answer calls over HTTPS until SIGTERM or SIGINT");
  auto* migrating = app.add_subcommand("migrate", "Bring the database's schema up to date");
  auto* demonstrating = app.add_subcommand("demo", "Build the demo town in a new database");
  auto* settings = app.add_subcommand("settings", "List every setting with its bounds");

  identity::Founding founding;
  auto* finding = offer_founding(app, founding);

  web::CallOptions options;
  auto* calling = offer_calling(app, options);
  matching::files::PlanFileOptions plan;
  auto* planning = offer_planning(app, plan);
  Database database;
  std::string copy_to;
  auto* verifying =
      app.add_subcommand("verify", "Check a database: journal, ledger, every rule; 1 if anything is wrong");
  auto* backing_up = app.add_subcommand("backup", "Copy a database to a new file, and check the copy");
  auto* granting = app.add_subcommand("access", "List what each role may do, and over whose data");
  auto* rekeying = app.add_subcommand("new-key", "Add a key for citizen service numbers to the key file");
  auto* reporting = app.add_subcommand("report", "Print the figures of every programme, and the proof of its books");
  offer_database({serving, demonstrating, migrating, reporting, verifying, finding, backing_up}, database);
  Serving how;
  offer_how_to_serve(*serving, how);
  Move moving;
  auto* copying = offer_copying(app, moving);
  std::optional<std::string> programme;
  reporting->add_option("--programme", programme, "Name of one programme");
  backing_up->add_option("to", copy_to, "The new file")->required();
  CLI11_PARSE(app, argc, argv);

  try {
    auto config = load_config(file, environment());
    if (database.file) config.store.path = *database.file;
    if (database.url) config.postgres.url = *database.url;
    how.apply(config);
    if (*serving) serve(config);
    if (*demonstrating) {
      configure_identity(config);
      demo::build({config.database()}, std::cout);
    }
    if (*migrating) migrate(config);
    if (*settings) std::cout << describe_settings();
    if (*granting) identity::print_access(town_operations(), std::cout);
    if (*rekeying) std::cout << "key " << privacy::add_key(config.key_file) << " in " << config.key_file << '\n';
    if (*finding) return found(config, founding);
    if (*calling) return call(config, options);
    if (*reporting) reporting::print_reports(*store::open_for_reading(config.database()), programme, std::cout);
    if (*planning) return matching::files::plan_file(plan, std::cout, std::cerr);
    if (*verifying) return verify(config.database(), std::cout);
    if (*copying) return copy_and_verify(moving.from, moving.to, std::cout);
    if (*backing_up) return backup(config.store.path, copy_to, std::cout);
  } catch (const std::exception& error) {
    std::cerr << "emplooi: " << error.what() << '\n';
    return 1;
  }
}

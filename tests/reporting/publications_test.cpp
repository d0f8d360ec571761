#include "reporting/reports_story.h"

namespace emplooi::reporting {
namespace {

/// Ten more tenants, so that what happens is told outside.
class Publications : public HoursReport {
 protected:
  void SetUp() override {
    HoursReport::SetUp();
    for (const auto* name : {"Lies", "Mia", "Noor", "Otto", "Piet-Hein", "Riet", "Sjef", "Toos", "Uli", "Vera"}) {
      buys(name, 2);
      last_job_ = is_helped(name, setting.walk);
      approve(last_job_);
    }
  }
  std::string told(const char* period) {
    return report(get_hours_report, auditor, period).ShortDebugString() +
           report(get_voucher_funnel, auditor, period).ShortDebugString() +
           report(get_tracks_report, auditor, period).ShortDebugString() +
           report(get_fairness_report, auditor, period).ShortDebugString();
  }
  std::string last_job_;
};

TEST_F(Publications, tell_those_outside_the_same_for_ever) {
  advance_to("2026-04-01");
  const auto before = told(first_quarter);
  EXPECT_NE(before.find("hidden: true"), std::string::npos);
  EXPECT_NE(before.find("value: 1260"), std::string::npos) << before;
  const auto inside = [&] {
    return report(get_hours_report, administrator, first_quarter).ShortDebugString() +
           report(get_voucher_funnel, administrator, first_quarter).ShortDebugString();
  };
  const auto inside_before = inside();
  town.must(jobs::undo_approval, coordinator, text("job_id: % reason: 'not that day'", last_job_));
  approve(is_helped("Vera", setting.walk));
  advance_to("2026-04-02");
  EXPECT_NE(inside(), inside_before);
  EXPECT_EQ(told(first_quarter), before);
}

TEST_F(Publications, count_what_happened_to_vouchers_in_the_quarter) {
  advance_to("2026-04-01");
  EXPECT_EQ(report(get_voucher_funnel, auditor, first_quarter).rows_size(), 4);
  const auto found = report(get_voucher_funnel, auditor, first_quarter);
  std::string text;
  for (const auto& row : found.rows()) {
    text += funding::v1::VoucherKind_Name(row.kind()).substr(13) + ' ' +
            vouchers::v1::VoucherState_Name(row.state()).substr(14) + ' ' + text_of(row.vouchers()) + '\n';
  }
  EXPECT_EQ(text,
            "FREE ISSUED -\nFREE REDEEMED -\n"
            "REDUCED ISSUED 26\nREDUCED REDEEMED 16\n");
}

TEST_F(Publications, are_waited_for) {
  town.advance_to("2026-04-01");
  EXPECT_REFUSED(
      town.call(get_hours_report, auditor, text("programme_id: % " + std::string(first_quarter), setting.programme)),
      REFUSAL_FIELD_OUT_OF_BOUNDS);
  EXPECT_EQ(report(get_hours_report, administrator, first_quarter).minutes().value(), 1260);
  EXPECT_TRUE(town.read([](Transaction& tx) { return is_publication_due(tx); }));
  advance_to("2026-04-02");
  EXPECT_FALSE(town.read([](Transaction& tx) { return is_publication_due(tx); }));
  EXPECT_EQ(report(get_hours_report, auditor, first_quarter).minutes().value(), 1260);
}

TEST_F(Publications, catch_up_quarter_by_quarter) {
  town.advance_to("2027-01-01");
  v1::PublishFiguresRequest two;
  two.set_limit(2);
  const auto system = system_actor(town.municipality());
  EXPECT_EQ(town.must(publish_figures, system, two).published(), 2);
  const auto half_year = "period { starts_on: '2026-01-01' ends_on: '2026-06-30' }";
  EXPECT_EQ(report(get_hours_report, auditor, half_year).minutes().value(), 1260);
  EXPECT_REFUSED(
      town.call(get_hours_report, auditor, text("programme_id: % " + std::string(whole_year), setting.programme)),
      REFUSAL_FIELD_OUT_OF_BOUNDS);
  EXPECT_EQ(town.must(publish_figures, system, two).published(), 2);
  EXPECT_EQ(town.must(publish_figures, system, two).published(), 0);
  EXPECT_EQ(report(get_hours_report, auditor, whole_year).minutes().value(), 1260);
}

}  // namespace
}  // namespace emplooi::reporting

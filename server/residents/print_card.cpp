#include "identity/card.h"
#include "identity/code.h"
#include "paper/paper.h"
#include "residents/cards.h"
#include "residents/person.h"
#include "residents/residents.sql.h"

namespace emplooi::residents {

namespace {

// ISO/IEC 7810 ID-1, as a bank card.
constexpr double card_width_mm = 85.6;
constexpr double card_height_mm = 54;
constexpr paper::Place card_corner{20, 20};
constexpr double card_margin_mm = 4;
constexpr double card_qr_mm = 38;

std::string draw_card(const std::string& name, const std::string& code, Time now) {
  paper::Page page("Emplooi", now);
  page.frame(card_corner, card_width_mm, card_height_mm);
  const double left = card_corner.x_mm + card_margin_mm;
  const double top = card_corner.y_mm + card_margin_mm;
  const double beside_qr_mm = card_width_mm - card_qr_mm - 2 * card_margin_mm;
  page.text({left, top}, "Emplooi", {5, true}, beside_qr_mm);
  page.text({left, top + 7}, "Dienstencheques", {3}, beside_qr_mm);
  page.text({left, top + 16}, name, {3.8, true}, beside_qr_mm, 2);
  page.text({left, top + 29}, "Houd deze kaart voor de kiosk en toets uw pincode.", {2.6}, beside_qr_mm, 2);
  page.text({left, top + 42}, identity::in_groups(identity::with_check_digits(code)), {2.6},
            card_width_mm - 2 * card_margin_mm);
  page.qr_code({card_corner.x_mm + card_width_mm - card_qr_mm, card_corner.y_mm}, code, card_qr_mm);
  const double below = card_corner.y_mm + card_height_mm + 6;
  page.text({card_corner.x_mm, below}, "Knip de kaart uit langs de lijn. Schrijf uw pincode er niet op.", {3.5}, 170);
  page.text({card_corner.x_mm, below + 6}, "Kaart kwijt? Bel de coördinator: dan werkt de oude kaart meteen niet meer.",
            {3.5}, 170);
  return page.pdf();
}

}  // namespace

Outcome<v1::PrintCardResponse> print_card(Transaction& tx, const Actor&, const v1::PrintCardRequest& request) {
  const auto id = ResidentId::of(request.resident_id());
  const auto person = tx.one<Person>(sql::person, id);
  if (!person) return refuse(REFUSAL_RESIDENT_NOT_FOUND);
  if (!identity::is_code_of_card(tx, id, request.code())) return refuse(REFUSAL_CARD_NOT_FOUND);
  v1::PrintCardResponse response;
  response.set_pdf(draw_card(person->name, identity::read_card_code(request.code()), tx.now()));
  return response;
}

}  // namespace emplooi::residents

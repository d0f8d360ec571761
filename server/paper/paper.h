#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/time.h"

namespace emplooi::paper {

/// A place on a page, in millimetres from its upper left corner.
struct Place {
  double x_mm;
  double y_mm;
};

/// A4 pages, one after the other, each drawn from above: what the town prints for people. Text may hold every letter that an
/// installed font has.
class Page {
 public:
  /// `title` names the document, and must not be personal; `made_at` is all that the file says of its time.
  Page(std::string_view title, Time made_at);
  ~Page();

  /// How a text is set.
  struct Font {
    double height_mm;
    bool is_bold = false;
    /// Its lines end at the right edge, as figures do.
    bool is_right = false;
  };

  /// Text that is broken where it is wider than `width_mm`, and cut with an ellipsis after so many lines; y is its upper
  /// edge.
  void text(Place at, std::string_view words, Font font, double width_mm, int lines = 1);
  /// How high that text would stand, unbounded.
  double height_of(std::string_view words, Font font, double width_mm);
  /// A QR code with error correction level M and a quiet zone of four modules, as a square of that size, edge included.
  /// Throws std::invalid_argument for what does not fit into one.
  void qr_code(Place at, std::string_view content, double size_mm);
  /// A thin line around it, to cut along.
  void frame(Place at, double width_mm, double height_mm);
  /// Goes on with an empty page.
  void next();
  /// The finished document; nothing can be drawn after it.
  std::string pdf();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace emplooi::paper

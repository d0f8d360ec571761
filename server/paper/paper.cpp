#include "paper/paper.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <qrencode.h>

#include <stdexcept>

#include "base/check.h"

#if defined(__SANITIZE_ADDRESS__)
/// fontconfig keeps the fonts that it has found until the program ends, where the sanitizer does not see them.
extern "C" const char* __lsan_default_suppressions() { return "leak:libfontconfig\n"; }
#endif

namespace emplooi::paper {

namespace {

constexpr double points_per_mm = 72.0 / 25.4;
constexpr double a4_width_mm = 210;
constexpr double a4_height_mm = 297;
constexpr int quiet_modules = 4;
constexpr double hairline_mm = 0.2;

cairo_status_t append(void* document, const unsigned char* bytes, unsigned int count) {
  static_cast<std::string*>(document)->append(reinterpret_cast<const char*>(bytes), count);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

struct Page::Parts {
  struct Free {
    void operator()(QRcode* code) const { QRcode_free(code); }
    void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
    void operator()(cairo_font_options_t* options) const { cairo_font_options_destroy(options); }
    void operator()(PangoLayout* layout) const { g_object_unref(layout); }
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_t* drawing) const { cairo_destroy(drawing); }
  };

  std::string document;
  std::unique_ptr<cairo_surface_t, Free> surface{
      cairo_pdf_surface_create_for_stream(append, &document, a4_width_mm* points_per_mm, a4_height_mm* points_per_mm)};
  std::unique_ptr<cairo_t, Free> drawing{cairo_create(surface.get())};

  std::unique_ptr<PangoLayout, Free> layout_of(std::string_view words, Font font, double width_mm) const;
};

std::unique_ptr<PangoLayout, Page::Parts::Free> Page::Parts::layout_of(std::string_view words, Font font,
                                                                       double width_mm) const {
  std::unique_ptr<PangoLayout, Free> layout(pango_cairo_create_layout(drawing.get()));
  // A millimetre is a large unit: letters rounded to whole ones would stand anywhere.
  const std::unique_ptr<cairo_font_options_t, Free> unrounded(cairo_font_options_create());
  cairo_font_options_set_hint_style(unrounded.get(), CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(unrounded.get(), CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(pango_layout_get_context(layout.get()), unrounded.get());
  pango_context_set_round_glyph_positions(pango_layout_get_context(layout.get()), FALSE);
  const std::unique_ptr<PangoFontDescription, Free> description(pango_font_description_new());
  pango_font_description_set_family(description.get(), "DejaVu Sans");
  pango_font_description_set_absolute_size(description.get(), font.height_mm * PANGO_SCALE);
  if (font.is_bold) pango_font_description_set_weight(description.get(), PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description(layout.get(), description.get());
  pango_layout_set_text(layout.get(), words.data(), static_cast<int>(words.size()));
  pango_layout_set_width(layout.get(), static_cast<int>(width_mm * PANGO_SCALE));
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
  if (font.is_right) pango_layout_set_alignment(layout.get(), PANGO_ALIGN_RIGHT);
  return layout;
}

Page::Page(std::string_view title, Time made_at) : parts_(std::make_unique<Parts>()) {
  const auto made = date::format("%FT%TZ", std::chrono::floor<std::chrono::seconds>(made_at));
  cairo_pdf_surface_set_metadata(parts_->surface.get(), CAIRO_PDF_METADATA_TITLE, std::string(title).c_str());
  cairo_pdf_surface_set_metadata(parts_->surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, made.c_str());
  cairo_scale(parts_->drawing.get(), points_per_mm, points_per_mm);
}

Page::~Page() = default;

void Page::text(Place at, std::string_view words, Font font, double width_mm, int lines) {
  const auto layout = parts_->layout_of(words, font, width_mm);
  pango_layout_set_height(layout.get(), -lines);
  pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
  cairo_move_to(parts_->drawing.get(), at.x_mm, at.y_mm);
  pango_cairo_show_layout(parts_->drawing.get(), layout.get());
}

double Page::height_of(std::string_view words, Font font, double width_mm) {
  int height = 0;
  pango_layout_get_size(parts_->layout_of(words, font, width_mm).get(), nullptr, &height);
  return static_cast<double>(height) / PANGO_SCALE;
}

void Page::qr_code(Place at, std::string_view content, double size_mm) {
  const std::string text(content);
  // What is in capitals and digits alone takes the denser alphabet.
  const std::unique_ptr<QRcode, Parts::Free> code(QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1));
  if (!code) throw std::invalid_argument("this does not fit into a QR code");
  auto* drawing = parts_->drawing.get();
  const double module_mm = size_mm / (code->width + 2 * quiet_modules);
  for (int row = 0; row < code->width; ++row) {
    for (int column = 0; column < code->width; ++column) {
      if ((code->data[row * code->width + column] & 1) == 0) continue;
      cairo_rectangle(drawing, at.x_mm + (column + quiet_modules) * module_mm,
                      at.y_mm + (row + quiet_modules) * module_mm, module_mm, module_mm);
    }
  }
  cairo_fill(drawing);
}

void Page::frame(Place at, double width_mm, double height_mm) {
  auto* drawing = parts_->drawing.get();
  cairo_set_line_width(drawing, hairline_mm);
  cairo_rectangle(drawing, at.x_mm, at.y_mm, width_mm, height_mm);
  cairo_stroke(drawing);
}

void Page::next() { cairo_show_page(parts_->drawing.get()); }

std::string Page::pdf() {
  cairo_show_page(parts_->drawing.get());
  cairo_surface_finish(parts_->surface.get());
  ensure(cairo_surface_status(parts_->surface.get()) == CAIRO_STATUS_SUCCESS, "a page can be drawn");
  return std::move(parts_->document);
}

}  // namespace emplooi::paper

#include "shell/panels/names.h"

#include <algorithm>
#include <array>

#include "shell/theme/strings.h"
#include "shell/theme/words.h"
#include "shell/widgets/numbers.h"

namespace purr::shell {

std::string_view activation_name(Activation g) {
  struct Labels {
    std::string_view english;
    std::string_view chinese;
  };
  static constexpr auto kLabels = std::to_array<Labels>({
#define PURR_ACTIVATION(name, english, chinese, ...) {english, chinese},
#include "assets/strings/activations.inc"
#undef PURR_ACTIVATION
  });
  const Labels& labels = kLabels[static_cast<std::size_t>(g)];
  return current_language() == Language::chinese ? labels.chinese : labels.english;
}

std::string_view source_name(DataSource source) {
  switch (source) {
    case DataSource::drawn: return tr(Text::source_drawn);
    case DataSource::emoji: return tr(Text::source_emoji);
    case DataSource::course: return tr(Text::source_course);
    case DataSource::mine: return tr(Text::source_mine);
    case DataSource::flower: return tr(Text::source_flower);
    case DataSource::circles: return tr(Text::source_circles);
    case DataSource::moons: return tr(Text::source_moons);
    case DataSource::blobs: return tr(Text::source_blobs);
    case DataSource::quantiles: return tr(Text::source_quantiles);
    case DataSource::spiral: return tr(Text::source_spiral);
    case DataSource::xor_: return tr(Text::source_xor);
    case DataSource::none: return tr(Text::source_none);
    case DataSource::table: return tr(Text::source_table);
    case DataSource::csv: return tr(Text::source_csv);
  }
  return {};
}

std::string class_name(const RunView& run, bool is_one) {
  const DataSource source = run.data.spec.source;
  if (source == DataSource::mine || source == DataSource::table) {
    const std::string& name = run.data.class_names[is_one ? 1 : 0];
    if (!name.empty()) return name;
    return std::string(tr(is_one ? Text::class_a : Text::class_b));
  }
  if (run.is_points()) return tr(Text::class_number, {is_one ? "1" : "0"});
  return std::string(tr(is_one ? Text::cat : Text::not_cat));
}

std::string counted(int index) { return number(index + 1, 0); }

void name_words(const RunView& run) {
  const WordSubject::Kind kind = run.is_pictures() ? WordSubject::Kind::pictures
                                 : run.data.spec.source == DataSource::table
                                     ? WordSubject::Kind::rows
                                     : WordSubject::Kind::points;
  set_word_subject({kind, class_name(run, true), class_name(run, false)});
}

std::string_view facet_name(std::string_view name) {
  struct Row {
    std::string_view name;
    Text text;
  };
  static constexpr auto kRows = std::to_array<Row>({
      {"kind", Text::facet_kind},
      {"coat", Text::facet_coat},
      {"ground", Text::facet_ground},
      {"subject", Text::facet_subject},
      {"around", Text::facet_around},
      {"cat_head", Text::kind_cat_head},
      {"cat_sitting", Text::kind_cat_sitting},
      {"cat_walking", Text::kind_cat_walking},
      {"glyph", Text::facet_glyph},
      {"artist", Text::facet_artist},
      {"cat_body", Text::kind_cat_body},
      {"animal", Text::kind_animal},
      {"smiley", Text::kind_smiley},
      {"object", Text::kind_object},
      {"big_cat", Text::kind_big_cat},
      {"dog", Text::kind_dog},
      {"fox", Text::kind_fox},
      {"owl", Text::kind_owl},
      {"mouse", Text::kind_mouse},
      {"rabbit", Text::kind_rabbit},
      {"bear", Text::kind_bear},
      {"panda", Text::kind_panda},
      {"pig", Text::kind_pig},
      {"bird", Text::kind_bird},
      {"house", Text::kind_house},
      {"flower", Text::kind_flower},
      {"car", Text::kind_car},
      {"ball", Text::kind_ball},
      {"tree", Text::kind_tree},
      {"mug", Text::kind_mug},
      {"strokes", Text::kind_strokes},
      {"none", Text::coat_none},
      {"solid", Text::coat_solid},
      {"tabby", Text::coat_tabby},
      {"bicolour", Text::coat_bicolour},
      {"siamese", Text::coat_siamese},
      {"calico", Text::coat_calico},
      {"gradient", Text::ground_gradient},
      {"horizon", Text::ground_horizon},
      {"stripes", Text::ground_stripes},
      {"clouds", Text::ground_clouds},
      {"dark", Text::subject_dark},
      {"light", Text::subject_light},
      {"free", Text::around_free},
      {"clutter", Text::around_clutter},
      {"hidden", Text::around_hidden},
  });
  const auto row = std::find_if(kRows.begin(), kRows.end(),
                                [&](const Row& candidate) { return candidate.name == name; });
  return row == kRows.end() ? name : tr(row->text);
}

}  // namespace purr::shell

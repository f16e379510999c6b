#include "shell/panels/answer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "shell/panels/examples.h"
#include "shell/panels/names.h"

namespace purr::shell {
namespace {

/// What an example is called.
enum class Thing : std::uint8_t { picture, point, row };

Thing thing_of(const RunView& run) {
  if (!run.is_points()) return Thing::picture;
  return run.data.spec.source == DataSource::table ? Thing::row : Thing::point;
}

bool has_named_classes(const RunView& run) {
  return run.data.spec.source == DataSource::mine || run.data.spec.source == DataSource::table;
}

/// What ŷ is the probability of, as a clause: "this picture is a cat".
std::string claim(const RunView& run) {
  const std::string one = class_name(run, true);
  if (has_named_classes(run)) {
    return tr(run.is_points() ? Text::claim_row : Text::claim_picture, {one});
  }
  return run.is_points() ? tr(Text::claim_point, {one}) : std::string(tr(Text::claim_cat));
}

/// That the answer is wrong, and what the example is.
std::string wrong_words(const RunView& run, bool is_one) {
  const std::string truth = class_name(run, is_one);
  if (has_named_classes(run)) return tr(Text::verdict_named, {truth});
  if (run.is_points()) return tr(Text::verdict_class, {truth});
  return std::string(tr(is_one ? Text::verdict_cat : Text::verdict_not_cat));
}

/// What the picture shows, where the program drew it: "dog"; else "picture".
std::string picture_noun(const RunView& run, bool of_test, int example) {
  // The plural and the collective nouns among the kinds would need another sentence.
  constexpr std::array<std::string_view, 3> kNotCounted{"strokes", "clutter", "none"};
  for (const Facet& facet : run.data.facets) {
    if (facet.name != "kind") continue;
    const std::vector<std::uint8_t>& values = of_test ? facet.test : facet.train;
    const auto index = static_cast<std::size_t>(example);
    if (index >= values.size() || values[index] >= facet.values.size()) break;
    const std::string& kind = facet.values[values[index]];
    if (std::ranges::find(kNotCounted, kind) != kNotCounted.end()) break;
    const std::string_view name = kind.starts_with("cat_") ? tr(Text::cat) : facet_name(kind);
    if (name == kind && current_language() == Language::chinese) break;  // has no name of ours
    return tr(Text::picture_of, {std::string(name)});
  }
  return std::string(tr(Text::picture_thing));
}

/// Which set the example is of.
std::string set_words(const RunView& run, bool of_test, int example) {
  const int count = run.count(of_test);
  if (count == 1) return std::string(tr(of_test ? Text::only_test : Text::only_train));
  const std::string m = number(count, 0);
  switch (thing_of(run)) {
    case Thing::point: return tr(of_test ? Text::unseen_point : Text::seen_point, {m});
    case Thing::row: return tr(of_test ? Text::unseen_row : Text::seen_row, {m});
    case Thing::picture: break;
  }
  return tr(of_test ? Text::unseen_picture : Text::seen_picture,
            {picture_noun(run, of_test, example), m});
}

std::string detail_words(const RunView& run, bool of_test, int example) {
  // Chinese sentences follow each other without a space.
  const std::string_view gap = current_language() == Language::chinese ? "" : " ";
  std::string words = set_words(run, of_test, example);
  const std::vector<std::int32_t>& flipped = run.data.flipped;
  if (!of_test && std::ranges::find(flipped, example) != flipped.end()) {
    words += gap;
    words += tr(Text::label_was_flipped);
  }
  words += gap;
  words += tr(theme().touch ? Text::touch_at : Text::point_at);
  return words;
}

/// For a screen reader.
void add_answer(const Workbench& bench, const Rect& place) {
  registry().add({.id = "answer",
                  .role = Role::status,
                  .label = std::string(tr(Text::answer)),
                  .value = answer_text(bench),
                  .x = place.x,
                  .y = place.y,
                  .width = place.width,
                  .height = place.height});
}

Answer only(Text words) {
  Answer answer;
  answer.sentence.push_back({.words = std::string(tr(words)), .weight = Weight::semibold});
  answer.short_sentence.push_back({.words = std::string(tr(words))});
  return answer;
}

}  // namespace

std::string percent_words(double p) {
  const auto with = [](Text form, double percent, int decimals) {
    return tr(form, {fixed(percent, decimals)});
  };
  const double percent = 100.0 * p;
  if (percent <= 0.0 || percent >= 100.0) return with(Text::percent, percent, 0);
  if (percent < 0.1) return with(Text::percent_below, 0.1, 1);
  if (percent > 99.9) return with(Text::percent_above, 99.9, 1);
  const bool is_near_an_end = percent < 1.0 || percent > 99.0;
  return with(Text::percent, percent, is_near_an_end ? 1 : 0);
}

std::string probability_words(double p) {
  constexpr int kUsual = 2;
  constexpr int kMax = 8;
  if (p <= 0.0 || p >= 1.0) return fixed(p, 0);
  for (int decimals = kUsual; decimals < kMax; ++decimals) {
    const double unit = std::pow(10.0, -decimals);
    if (p >= 0.5 * unit && 1.0 - p > 0.5 * unit) return fixed(p, decimals);
  }
  return p < 0.5 ? number(p, 1) : fixed(p, kMax);
}

Answer answer_of(const Workbench& bench) {
  const RunView& run = bench.run;
  const Phase phase = run.status.phase;
  if (phase == Phase::failed) return only(Text::answer_failed);
  const bool of_test = chosen_is_test(bench);
  const int example = chosen_example(bench);
  if (run.count(of_test) == 0) {
    return only(phase == Phase::waiting ? Text::answer_no_data : Text::answer_none);
  }
  const float y = run.y_hat(of_test, example);
  Answer answer = only(Text::answer_none);
  answer.detail = detail_words(run, of_test, example);
  if (std::isnan(y)) {
    Answer failed = only(Text::answer_failed);
    failed.detail = answer.detail;
    return failed;
  }
  if (y < 0.0F) return answer;

  answer.y = static_cast<double>(y);
  const bool says_one = y > 0.5F;
  const bool is_untrained = run.status.iteration == 0;
  const bool is_wrong = run.is_wrong(of_test, example);
  const std::string verdict =
      is_wrong ? wrong_words(run, run.label(of_test, example) != 0)
               : std::string(tr(is_untrained ? Text::verdict_guess : Text::verdict_right));
  const ImU32 says = says_one ? theme().cat_text : theme().non_text;
  const ImU32 judged = is_wrong ? theme().danger_text : is_untrained ? 0 : theme().good_text;
  const auto parts = [&](Weight weight, ImU32 verdict_colour) {
    return std::array<ColouredText, 4>{{{"ŷ = " + probability_words(answer.y), says, weight},
                                        {percent_words(answer.y), says, Weight::semibold},
                                        {claim(run), 0, weight},
                                        {verdict, verdict_colour, Weight::semibold}}};
  };
  answer.sentence =
      coloured(tr(is_untrained ? Text::answer_untrained : Text::answer_gives),
               parts(Weight::semibold, is_wrong ? judged : 0), {.weight = Weight::semibold});
  answer.short_sentence =
      coloured(tr(is_untrained ? Text::answer_short_untrained : Text::answer_short),
               parts(Weight::regular, judged), {});
  return answer;
}

std::string answer_text(const Workbench& bench) {
  const Answer answer = answer_of(bench);
  std::string words = plain(answer.sentence);
  if (answer.detail.empty()) return words;
  if (current_language() == Language::english) words += ' ';
  return words + answer.detail;
}

void draw_answer(const Workbench& bench) {
  const Answer answer = answer_of(bench);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float size = theme().counter_size;
  const float height = coloured_height(answer.sentence, size, width);
  draw_coloured(ImGui::GetWindowDrawList(), at, answer.sentence, size, width);
  add_answer(bench, {at.x, at.y, width, height});
  ImGui::Dummy({width, height});
  if (!answer.detail.empty()) {
    TextStyle dim = dim_text();
    dim.size = theme().text_size;
    paragraph(answer.detail, dim);
  }
  space(10);
}

void draw_answer_in(const Workbench& bench, const Rect& place) {
  add_answer(bench, place);
  const Answer answer = answer_of(bench);
  const float size = theme().title_size;
  float width = 0.0F;
  for (const ColouredText& part : answer.sentence) {
    width += measure(part.words, {.size = size, .weight = part.weight}).x;
  }
  width = std::ceil(width) + 2;
  if (width > place.width) return;
  const float height = coloured_height(answer.sentence, size, width);
  draw_coloured(ImGui::GetWindowDrawList(),
                {place.right() - width, place.y + (place.height - height) / 2}, answer.sentence,
                size, width);
}

}  // namespace purr::shell

#include "shell/panels/score_card.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "shell/panels/answer.h"
#include "shell/panels/examples.h"
#include "shell/panels/next_dialog.h"
#include "shell/panels/offer_card.h"

namespace purr::shell {
namespace {

struct Score {
  Text name;
  const char* id;
  Word word;
  double accuracy = 0.0;  ///< 0 to 1; NaN if it is not measured
  ImU32 bar = 0;
  ImU32 words = 0;
};

/// A large percentage, the name of the set beside it, and a bar below.
void score_row(const Score& score, float height) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float bar = 7.0F;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const bool is_measured = !std::isnan(score.accuracy);
  const std::string percent = is_measured ? percent_words(score.accuracy) : "–";
  TextStyle large{.size = std::min(26.0F * theme().text_scale, height - bar - 6),
                  .weight = Weight::semibold,
                  .colour = score.words};
  TextStyle name = dim_text();
  name.size = theme().text_size;
  const float gap = 8.0F;
  // A narrow card shrinks the number first.
  const float words = measure(tr(score.name), name).x;
  while (large.size > theme().text_size && measure(percent, large).x + gap + words > width) {
    large.size -= 1.0F;
  }
  const float row = height - bar - 4;
  const float number_width = measure(percent, large).x;
  draw_text(list, {at.x, at.y + (row - large.size) / 2}, percent, large);
  draw_text_in(list, {at.x + number_width + gap, at.y + 3, width - number_width - gap, row},
               tr(score.name), name);
  draw_meter(list, {at.x, at.y + height - bar, width, bar}, is_measured ? score.accuracy : 0.0,
             score.bar);
  registry().add({.id = score.id,
                  .role = Role::status,
                  .label = std::string(tr(score.name)),
                  .value = percent,
                  .x = at.x,
                  .y = at.y,
                  .width = width,
                  .height = height});
  explain(std::string(score.id) + "_word", {at.x, at.y, width, height}, score.word, percent);
  ImGui::Dummy({width, height});
}

/// "see its 48 mistakes", or that it makes none; empty where nothing is known.
std::string mistakes_words(const RunView& run) {
  const bool of_test = run.count(true) > 0;
  const int wrong = run.wrong_count(of_test);
  const bool has_answers = run.count(of_test) > 0 && run.y_hat(of_test, 0) >= 0.0F;
  if (!has_answers) return {};
  if (wrong == 0) return std::string(tr(Text::makes_no_mistakes));
  return tr(wrong == 1 ? Text::see_mistake : Text::see_mistakes, {number(wrong, 0)});
}

void mistakes_link(Workbench& bench, const std::string& words) {
  const RunView& run = bench.run;
  if (words.empty()) return;
  if (run.wrong_count(run.count(true) > 0) == 0) {
    text(words, dim_text());
  } else if (link("mistakes", words, tr(Text::see_mistakes_hint), theme().title_size)) {
    show_mistakes(bench);
  }
}

}  // namespace

void show_mistakes(Workbench& bench) {
  look_inside(bench, InsideTab::mistakes);
  bench.navigation.phone_tab = PhoneTab::inside;
}

void draw_score_card(Workbench& bench, const Rect& place) {
  constexpr float kBetween = 16.0F;
  begin_card("score", {.title = tr(Text::how_often), .place = &place});
  const Status& status = bench.run.status;
  const bool has_test = status.m_test > 0;
  const float room = place.bottom() - theme().pad - ImGui::GetCursorScreenPos().y;
  const float link_row = theme().touch ? 44.0F : 26.0F * theme().text_scale;
  // Other runs are beside the mistakes. Where there is no room for that the card of offers leads to
  // them, or they have a row of their own.
  const std::string mistakes = mistakes_words(bench.run);
  const float links = measure(mistakes, strong_text()).x + kBetween + next_link_width();
  const bool is_beside = links <= place.width - 2 * theme().pad;
  const bool leads_on = is_beside || !has_offer(bench);
  const float rows = leads_on && !is_beside && !mistakes.empty() ? 2.0F : 1.0F;
  const float height = std::min((room - rows * link_row) / 2 - 8, 54.0F * theme().text_scale);
  score_row({.name = Text::learned_from,
             .id = "learned",
             .word = Word::train_accuracy,
             .accuracy = status.train_accuracy,
             .bar = theme().train,
             .words = theme().train_text},
            height);
  space(8);
  if (has_test) {
    score_row({.name = Text::never_seen,
               .id = "unseen",
               .word = Word::test_accuracy,
               .accuracy = status.test_accuracy,
               .bar = theme().test,
               .words = theme().test_text},
              height);
    space(6);
  }
  mistakes_link(bench, mistakes);
  if (leads_on) {
    if (is_beside && !mistakes.empty()) ImGui::SameLine(0, kBetween);
    draw_next_link(bench);
  }
  end_card();
}

}  // namespace purr::shell

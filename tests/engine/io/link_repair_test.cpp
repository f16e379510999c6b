// Links as mail, messengers, word processors and people leave them.
#include "engine/io/link_repair.h"

#include <string>

#include "engine/io/experiment.h"
#include "engine/io/percent.h"
#include "tests/support/catch.h"

namespace purr {
namespace {

const std::string kLink =
    "v=1&data=moons&m=120&hidden=5,3&activation=tanh&seed=7&learning_rate=0.5&iterations=40";

std::string with(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
  return text;
}

TEST_CASE("a mangled link opens the run that it was made of, without a note", "[io][unit]") {
  const Experiment expected = read_experiment(kLink).experiment;
  const std::string all = percent_encode(kLink);
  std::vector<std::string> links{
      "https://a.org/p/?" + kLink,
      "https://a.org/p/#" + all,
      "https://a.org/p/#" + percent_encode(all),
      "https://a.org/p/#" + percent_encode(percent_encode(all)),
      "#" + with(kLink, "=", "%3D"),
      "#" + with(kLink, ",", "%2C"),
      "#" + with(kLink, ",", "%252C"),
      "#" + with(kLink, ",", "%25252C"),
      "#" + with(kLink, "&", "&amp;"),
      "#" + with(kLink, "&", "&amp;amp;"),
      "#" + with(kLink, "5,3", "5，3"),
      "#" + with(kLink, "5,3", "5、3"),
      "#" + with(kLink, "5,3", "5, 3"),
      "#" + with(kLink, "5,3", "5,%203"),
      "#" + with(kLink, "5,3", "5,+3"),
      "#" + with(kLink, "=", "＝"),
      "#" + with(kLink, "&", "＆"),
      "#" + with(kLink, "120", "１２０"),
      "https://a.org/p/＃" + kLink,
      "#" + with(kLink, "&data",
                 "&\xE2\x80\x8B"
                 "data"),
      "#!" + kLink,
      "#/" + kLink,
      "##" + kLink,
      "#" + kLink + ":~:text=moons",
      "(#" + kLink + ")",
  };
  for (const char* tail : {")",         "]",
                           "}",         ",",
                           ";",         ":",
                           "!",         "?",
                           ".",         "...",
                           "…",         "\"",
                           "'",         ">",
                           "”",         "’",
                           "»",         "*",
                           "**",        "`",
                           "。",        "，",
                           "、",        "；",
                           "：",        "！",
                           "？",        "）",
                           "】",        "》",
                           "」",        "』",
                           "%29",       "%22",
                           "%E3%80%82", "\xE2\x80\x8B",
                           "%E2%80%8B", "\xC2\xA0",
                           "%C2%A0",    "%20",
                           " ",         "\xEF\xBB\xBF",
                           "%EF%BB%BF", "\xE2\x81\xA0",
                           "\n",        "%0A",
                           "&",         "&amp;",
                           "&quot;",    "&gt;",
                           ").",        "。）"}) {
    links.push_back("#" + kLink + tail);
  }
  for (const std::string& link : links) {
    CAPTURE(link);
    const Reading reading = read_experiment(link);
    CHECK(reading.notes.empty());
    CHECK(reading.experiment == expected);
  }
}

TEST_CASE("an address in a link keeps its own signs", "[io][unit]") {
  const std::string address = "https://a.org/x(1)/data,2.csv?k=%252C&t=1)";
  const Reading reading = read_experiment("data=csv&train_url=" + percent_encode(address));
  CHECK(reading.notes.empty());
  CHECK(find_key("train_url")->get(reading.experiment) == address);
}

TEST_CASE("a note names the character that cannot be seen", "[io][unit]") {
  CHECK(with_visible_characters("40\xE2\x80\x8B") == "40<U+200B>");
  CHECK(with_visible_characters("4\xC2\xA0x") == "4<U+00A0>x");
  CHECK(with_visible_characters("plain 猫") == "plain 猫");
  // One setting alone, as the command line has it, is repaired as well.
  Experiment experiment;
  std::vector<Error> notes;
  set_key(experiment, "hidden", "5，\xE2\x80\x8B 3", notes);
  CHECK(notes.empty());
  CHECK(experiment.network.hidden == std::vector{5, 3});
}

}  // namespace
}  // namespace purr

#include <cmath>
#include <utility>

#include "shell/widgets/registry.h"
#include "tests/support/catch.h"

namespace purr::shell {
namespace {

Control named(const char* id, const char* value = "") {
  Control control;
  control.id = id;
  control.label = id;
  control.value = value;
  return control;
}

}  // namespace

TEST_CASE("the revision grows only when a control really changed", "[shell][unit]") {
  ControlRegistry registry;
  const auto frame = [&](Control control) {
    registry.begin_frame();
    registry.add(std::move(control));
    registry.end_frame();
  };
  frame(named("alpha", "0.01"));
  const auto first = registry.revision();
  frame(named("alpha", "0.01"));
  CHECK(registry.revision() == first);

  Control moved = named("alpha", "0.01");
  moved.x = 10.0F;
  const auto layout = registry.layout_revision();
  frame(moved);
  CHECK(registry.revision() == first);
  CHECK(registry.layout_revision() > layout);

  frame(named("alpha", "0.02"));
  CHECK(registry.revision() > first);
  const auto second = registry.revision();
  registry.begin_frame();
  registry.end_frame();
  CHECK(registry.revision() > second);
  CHECK(registry.controls().empty());
}

TEST_CASE("a value that is not a number is no change in every frame", "[shell][unit]") {
  ControlRegistry registry;
  for (int i = 0; i < 2; ++i) {
    registry.begin_frame();
    Control control = named("cost");
    control.now = std::nan("");
    registry.add(control);
    registry.end_frame();
  }
  CHECK(registry.revision() == 1);
}

TEST_CASE("scopes prefix ids and close in order", "[shell][unit]") {
  ControlRegistry registry;
  registry.begin_frame();
  registry.push_scope("training");
  registry.add(named("alpha"));
  registry.push_scope("inner");
  registry.add(named("beta"));
  registry.pop_scope();
  registry.pop_scope();
  registry.pop_scope();
  registry.add(named("play"));
  registry.end_frame();
  CHECK(registry.find("training/alpha") != nullptr);
  CHECK(registry.find("training/inner/beta") != nullptr);
  CHECK(registry.find("play") != nullptr);
  CHECK(registry.find("alpha") == nullptr);
}

TEST_CASE("requests are taken in order, once, and not kept for ever", "[shell][unit]") {
  ControlRegistry registry;
  registry.request("alpha", "set", "1");
  registry.request("beta", "press");
  registry.request("alpha", "set", "2");
  CHECK(registry.take("alpha")->value == "1");
  CHECK(registry.take("alpha")->value == "2");
  CHECK_FALSE(registry.take("alpha").has_value());
  CHECK(registry.has_requests());
  for (int i = 0; i < 10; ++i) {
    registry.begin_frame();
    registry.end_frame();
  }
  CHECK_FALSE(registry.has_requests());
  CHECK_FALSE(registry.take("beta").has_value());
}

}  // namespace purr::shell

#include <array>

#include "engine/labs/lab.h"
#include "engine/labs/lab_fields.h"
#include "engine/labs/symmetry.h"

// The table of labs. A lab is one header and source in this folder, its settings here, and its row.
namespace purr {
namespace {

constexpr double kMaxIterations = 100'000;

constexpr auto kSymmetry = std::to_array<LabSetting>({
    {"init", "the left run begins with", "左边一次的起点"},
    {"data", "data", "数据"},
    {"units", "units of the hidden layer", "隐藏层单元数", 2, 16},
    {"activation", "activation of the hidden layer", "隐藏层激活函数"},
    {"learning_rate", "learning rate α", "学习率 α", 1e-6, 10},
    {"iterations", "iterations", "迭代次数", 1, kMaxIterations},
    {"seed", "seed of the random numbers", "随机种子", 0, 1e9},
});

}  // namespace

std::span<const Lab> labs() {
  static const auto rows = std::to_array<Lab>({
      make_lab<SymmetrySettings, symmetry>("symmetry", 3, "Symmetry", "对称性", kSymmetry),
  });
  return rows;
}

const Lab* find_lab(std::string_view name) {
  for (const Lab& lab : labs()) {
    if (name == lab.name) return &lab;
  }
  return nullptr;
}

std::string lab_json(const Lab& lab, std::string_view settings, std::string_view result) {
  std::string text = "{\"lab\":\"";
  text += lab.name;
  text += "\",\"settings\":";
  text += settings;
  text += ",\"result\":";
  text += result;
  return text + "}";
}

}  // namespace purr

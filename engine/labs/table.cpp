#include <array>

#include "engine/labs/activations.h"
#include "engine/labs/bias_variance.h"
#include "engine/labs/broadcasting.h"
#include "engine/labs/collapse.h"
#include "engine/labs/dimensions.h"
#include "engine/labs/graph.h"
#include "engine/labs/kinds.h"
#include "engine/labs/lab.h"
#include "engine/labs/lab_fields.h"
#include "engine/labs/overfitting.h"
#include "engine/labs/scale.h"
#include "engine/labs/seed_luck.h"
#include "engine/labs/sweep_map.h"
#include "engine/labs/symmetry.h"
#include "engine/labs/templates.h"
#include "engine/labs/unit.h"
#include "engine/labs/unroll.h"

// The table of labs. A lab is one header and source in this folder, its settings here, and its row.
namespace purr {
namespace {

constexpr double kMaxIterations = 100'000;
constexpr double kAny = 1e9;  // of numbers that have no natural bound

constexpr auto kKinds = std::to_array<LabSetting>({
    {"shuffle_seed", "seed of the shuffle", "打乱所用的种子", 0, kAny},
    {"iterations", "iterations", "迭代次数", 1, kMaxIterations},
    {"learning_rate", "learning rate α", "学习率 α", 1e-6, 10},
});
constexpr auto kScale = std::to_array<LabSetting>({
    {"m", "training examples m", "训练样本数 m", 2, 5000},
    {"seeds", "seeds of each point", "每个点的种子数", 1, 100},
    {"m_test", "test examples", "测试样本数", 10, 5000},
    {"iterations", "iterations", "迭代次数", 1, kMaxIterations},
});
constexpr auto kUnroll = std::to_array<LabSetting>({
    {"row", "row of the pixel, from 0", "像素所在行（从 0 起）", 0, 63},
    {"column", "column of the pixel, from 0", "像素所在列（从 0 起）", 0, 63},
    {"channel", "channel: 0 red, 1 green, 2 blue", "通道：0 红，1 绿，2 蓝", 0, 2},
    {"pictures", "pictures", "图片"},
    {"iterations", "iterations", "迭代次数", 1, kMaxIterations},
    {"learning_rate", "learning rate α", "学习率 α", 1e-6, 10},
});
constexpr auto kUnit = std::to_array<LabSetting>({
    {"x", "inputs x", "输入 x", -kAny, kAny},
    {"w", "weights w", "权重 w", -kAny, kAny},
    {"b", "bias b", "偏置 b", -kAny, kAny},
});
constexpr auto kGraph = std::to_array<LabSetting>({
    {"kind", "graph", "计算图"},
    {"a", "a", "a", -kAny, kAny},
    {"b", "b", "b", -kAny, kAny},
    {"c", "c", "c", -kAny, kAny},
    {"x1", "input x₁", "输入 x₁", -kAny, kAny},
    {"x2", "input x₂", "输入 x₂", -kAny, kAny},
    {"w1", "weight w₁", "权重 w₁", -kAny, kAny},
    {"w2", "weight w₂", "权重 w₂", -kAny, kAny},
    {"bias", "bias b", "偏置 b", -kAny, kAny},
    {"y", "label y", "标签 y", 0, 1},
    {"learning_rate", "learning rate α", "学习率 α", 0, kAny},
});
constexpr auto kBroadcasting = std::to_array<LabSetting>({
    {"a", "shape of a", "a 的形状"},
    {"b", "shape of b", "b 的形状"},
});
constexpr auto kActivations = std::to_array<LabSetting>({
    {"z", "z", "z", -kAny, kAny},
    {"leaky_slope", "slope of leaky ReLU", "leaky ReLU 的斜率", 0, 1},
});
constexpr auto kCollapse = std::to_array<LabSetting>({
    {"activation", "activation of the hidden layers", "隐藏层激活函数"},
    {"hidden", "units of the hidden layers", "隐藏层单元数", 1, kMaxUnits},
    {"learning_rate", "learning rate α", "学习率 α", 1e-6, 10},
    {"iterations", "iterations", "迭代次数", 1, kMaxIterations},
    {"seed", "seed of the random numbers", "随机种子", 0, kAny},
});
constexpr auto kSymmetry = std::to_array<LabSetting>({
    {"init", "the left run begins with", "左边一次的起点"},
    {"data", "data", "数据"},
    {"units", "units of the hidden layer", "隐藏层单元数", 2, 16},
    {"activation", "activation of the hidden layer", "隐藏层激活函数"},
    {"learning_rate", "learning rate α", "学习率 α", 1e-6, 10},
    {"iterations", "iterations", "迭代次数", 1, kMaxIterations},
    {"seed", "seed of the random numbers", "随机种子", 0, kAny},
});
constexpr auto kDimensions = std::to_array<LabSetting>({
    {"n_x", "inputs n_x", "输入数 n_x", 1, 1'000'000},
    {"m", "training examples m", "训练样本数 m", 1, 1'000'000},
    {"hidden", "units of the hidden layers", "隐藏层单元数", 1, kMaxUnits},
    {"ask", "which matrix", "哪个矩阵"},
    {"answer", "its shape", "它的形状", 0, kAny},
});
constexpr auto kTemplates = std::to_array<LabSetting>({
    {"run", "settings of the run", "训练的设置"},
    {"iteration", "iteration", "第几次迭代", 0, kMaxIterations},
    {"shown", "pictures at each end", "两端各显示几张", 1, 50},
});
constexpr auto kSweep = std::to_array<LabSetting>({
    {"run", "settings of the run", "训练的设置"},
    {"x", "setting of the columns", "列的设置"},
    {"x_values", "its values, joined by /", "其取值，用 / 隔开"},
    {"y", "setting of the rows", "行的设置"},
    {"y_values", "its values, joined by /", "其取值，用 / 隔开"},
});
constexpr auto kSeedLuck = std::to_array<LabSetting>({
    {"run", "settings of the run", "训练的设置"},
    {"seeds", "seeds", "种子数", 1, 1000},
});
constexpr auto kOverfitting = std::to_array<LabSetting>({
    {"run", "settings of the run", "训练的设置"},
    {"l2", "values of λ", "λ 的取值", 0, 1e6},
    {"keep", "values of keep", "保留概率的取值", 0.01, 1},
});
constexpr auto kBiasVariance = std::to_array<LabSetting>({
    {"wanted_error", "training error that is wanted", "期望的训练误差", 0, 1},
    {"allowed_gap", "gap to the test error that is allowed", "允许的训练与测试误差之差", 0, 1},
});

}  // namespace

std::span<const Lab> labs() {
  static const auto rows = std::to_array<Lab>({
      make_lab<KindsSettings, kinds>("kinds", 1, "Kinds of data", "数据的种类", kKinds),
      make_run_lab<ScaleSettings, plan_scale, conclude_scale>("scale", 1, "Data scale", "数据规模",
                                                              kScale),
      make_lab<UnrollSettings, unroll>("unroll", 2, "Pixels to a column", "像素排成一列", kUnroll),
      make_lab<UnitSettings, unit>("unit", 2, "One unit", "一个单元", kUnit),
      make_lab<GraphSettings, graph>("graph", 2, "Computation graph", "计算图", kGraph),
      make_lab<BroadcastingSettings, broadcasting>("broadcasting", 2, "Broadcasting", "广播",
                                                   kBroadcasting),
      make_lab<ActivationsSettings, activations>("activations", 3, "Activations", "激活函数",
                                                 kActivations),
      make_lab<CollapseSettings, collapse>("collapse", 3, "Linear collapse", "线性坍缩", kCollapse),
      make_lab<SymmetrySettings, symmetry>("symmetry", 3, "Symmetry", "对称性", kSymmetry),
      make_lab<DimensionsSettings, dimensions>("dimensions", 4, "Dimensions", "维数", kDimensions),
      make_lab<TemplatesSettings, templates>("templates", 4, "Early layers", "前面几层",
                                             kTemplates),
      make_run_lab<SweepMapSettings, plan_sweep_map, conclude_sweep_map>("sweep", 4, "Sweep",
                                                                         "超参数扫描", kSweep),
      make_run_lab<SeedLuckSettings, plan_seed_luck, conclude_seed_luck>(
          "seed-luck", 4, "Seed luck", "种子与运气", kSeedLuck),
      make_lab<OverfittingSettings, overfitting>("overfitting", 5, "Overfitting", "过拟合",
                                                 kOverfitting),
      make_run_lab<BiasVarianceSettings, plan_bias_variance, conclude_bias_variance>(
          "bias-variance", 5, "Bias and variance", "偏差与方差", kBiasVariance),
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

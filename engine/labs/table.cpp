#include <array>

#include "engine/labs/activations.h"
#include "engine/labs/bias_variance.h"
#include "engine/labs/blocks.h"
#include "engine/labs/broadcasting.h"
#include "engine/labs/circuits.h"
#include "engine/labs/collapse.h"
#include "engine/labs/descent.h"
#include "engine/labs/dimensions.h"
#include "engine/labs/gradient_check.h"
#include "engine/labs/graph.h"
#include "engine/labs/initial_scale.h"
#include "engine/labs/kinds.h"
#include "engine/labs/lab.h"
#include "engine/labs/lab_fields.h"
#include "engine/labs/loops.h"
#include "engine/labs/loss.h"
#include "engine/labs/overfitting.h"
#include "engine/labs/paths.h"
#include "engine/labs/race.h"
#include "engine/labs/scale.h"
#include "engine/labs/seed_luck.h"
#include "engine/labs/slips.h"
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
constexpr auto kLoss = std::to_array<LabSetting>({
    {"y_hat", "answer ŷ", "预测值 ŷ", 0.001, 0.999},
    {"y", "label y", "标签 y", 0, 1},
    {"start", "w at the start of both descents", "两次下降的起点 w", -10, 10},
    {"learning_rate", "learning rate α", "学习率 α", 0.001, 10},
    {"iterations", "iterations", "迭代次数", 0, kMaxIterations},
});
constexpr auto kDescent = std::to_array<LabSetting>({
    {"learning_rate", "learning rate α", "学习率 α", 0.001, 100},
    {"iterations", "iterations", "迭代次数", 0, kMaxIterations},
    {"w", "w at the start", "起点的 w", -10, 10},
    {"b", "b at the start", "起点的 b", -10, 10},
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
constexpr auto kLoops = std::to_array<LabSetting>({
    {"n_x", "inputs of an example", "每个样本的输入数", 1, 20'000},
    {"m", "examples", "样本数", 1, 500},
    {"repeats", "measurements of each", "每种重复测量次数", 1, 50},
    {"seed", "seed of the random numbers", "随机种子", 0, kAny},
});
constexpr auto kRace = std::to_array<LabSetting>({
    {"n", "numbers in a vector", "向量长度", 1000, 2'000'000},
    {"repeats", "measurements of each", "每种重复测量次数", 1, 50},
    {"seed", "seed of the random numbers", "随机种子", 0, kAny},
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
constexpr auto kInitialScale = std::to_array<LabSetting>({
    {"scales", "factors of randn", "randn 乘以的系数", 0, 100},
    {"data", "data", "数据"},
    {"units", "units of each hidden layer", "每个隐藏层的单元数", 1, 64},
    {"hidden_layers", "hidden layers", "隐藏层数", 1, 6},
    {"activation", "activation of the hidden layers", "隐藏层激活函数"},
    {"learning_rate", "learning rate α", "学习率 α", 1e-6, 10},
    {"iterations", "iterations", "迭代次数", 1, kMaxIterations},
    {"seed", "seed of the random numbers", "随机种子", 0, kAny},
});
constexpr auto kGradientCheck = std::to_array<LabSetting>({
    {"broken", "the wrong rule", "写错的公式"},
    {"data", "data", "数据"},
    {"units", "units of each hidden layer", "每个隐藏层的单元数", 1, 16},
    {"hidden_layers", "hidden layers", "隐藏层数", 1, 3},
    {"activation", "activation of the hidden layers", "隐藏层激活函数"},
    {"learning_rate", "learning rate α", "学习率 α", 1e-6, 10},
    {"iterations", "iterations before the check", "检验前的迭代次数", 0, kMaxIterations},
    {"seed", "seed of the random numbers", "随机种子", 0, kAny},
    {"epsilon", "nudge ε of a weight", "权重的微小改变 ε", 1e-9, 0.1},
    {"layer", "layer of the weight that is shown", "所示权重所在的层", 1, 4},
    {"unit", "its unit", "其单元", 1, 16},
    {"input", "its input, 0 is the bias", "其输入，0 为偏置", 0, 16},
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
constexpr auto kCircuits = std::to_array<LabSetting>({
    {"n", "bits", "位数", 2, 12},
    {"train", "train a network, too", "同时训练一个网络"},
    {"units", "units of each hidden layer", "每个隐藏层的单元数", 1, 64},
    {"hidden_layers", "hidden layers", "隐藏层数", 1, 3},
    {"learning_rate", "learning rate α of Adam", "Adam 的学习率 α", 1e-5, 1},
    {"iterations", "iterations", "迭代次数", 1, 20'000},
    {"seed", "seed of the random numbers", "随机种子", 0, kAny},
});
constexpr auto kBlocks = std::to_array<LabSetting>({
    {"removed", "taken from the cache", "从缓存中拿走"},
    {"activation", "activation of the hidden layer", "隐藏层激活函数"},
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
constexpr auto kPaths = std::to_array<LabSetting>({
    {"learning_rate", "α of gradient descent and momentum", "梯度下降与动量的 α", 1e-4, 100},
    {"adaptive_rate", "α of RMSprop and Adam", "RMSprop 与 Adam 的 α", 1e-4, 10},
    {"batch_size", "batch size, 0 is all", "批大小，0 表示全部", 0, 200},
    {"momentum", "β of momentum, β₁ of Adam", "动量的 β，Adam 的 β₁", 0, 0.999},
    {"beta2", "β₂ of RMSprop and Adam", "RMSprop 与 Adam 的 β₂", 0, 0.9999},
    {"steps", "steps", "步数", 1, 200},
    {"stretch", "scale of the second input", "第二个输入的尺度", 0.05, 1},
    {"w1", "w₁ at the start", "起点的 w₁", -10, 10},
    {"w2", "w₂ at the start", "起点的 w₂", -10, 10},
    {"seed", "seed of the random numbers", "随机种子", 0, kAny},
});
constexpr auto kBiasVariance = std::to_array<LabSetting>({
    {"wanted_error", "training error that is wanted", "期望的训练误差", 0, 1},
    {"allowed_gap", "gap to the test error that is allowed", "允许的训练与测试误差之差", 0, 1},
});
constexpr auto kSlips = std::to_array<LabSetting>({
    {"broken", "the wrong rule", "写错的公式"},
    {"units", "units of the hidden layer", "隐藏层单元数", 1, 16},
    {"learning_rate", "learning rate α", "学习率 α", 1e-6, 10},
    {"iterations", "iterations", "迭代次数", 1, 20'000},
    {"seed", "seed of the random numbers", "随机种子", 0, kAny},
});

}  // namespace

std::span<const Lab> labs() {
  static const auto rows = std::to_array<Lab>({
      make_lab<KindsSettings, kinds>("kinds", 1, "Kinds of data", "数据的种类", kKinds),
      make_run_lab<ScaleSettings, plan_scale, conclude_scale>("scale", 1, "Data scale", "数据规模",
                                                              kScale),
      make_lab<UnrollSettings, unroll>("unroll", 2, "Pixels to a column", "像素排成一列", kUnroll),
      make_lab<UnitSettings, unit>("unit", 2, "One unit", "一个单元", kUnit),
      make_lab<LossSettings, loss_lab>("loss", 2, "Loss and cost", "损失与代价", kLoss),
      make_lab<DescentSettings, descent>("descent", 2, "Gradient descent", "梯度下降", kDescent),
      make_lab<GraphSettings, graph>("graph", 2, "Computation graph", "计算图", kGraph),
      make_lab<LoopsSettings, loops>("loops", 2, "Two loops, one, none", "两重循环、一重、没有",
                                     kLoops),
      make_lab<RaceSettings, race>("race", 2, "Vectorisation race", "向量化赛跑", kRace),
      make_lab<BroadcastingSettings, broadcasting>("broadcasting", 2, "Broadcasting", "广播",
                                                   kBroadcasting),
      make_lab<ActivationsSettings, activations>("activations", 3, "Activations", "激活函数",
                                                 kActivations),
      make_lab<CollapseSettings, collapse>("collapse", 3, "Linear collapse", "线性坍缩", kCollapse),
      make_lab<SymmetrySettings, symmetry>("symmetry", 3, "Symmetry", "对称性", kSymmetry),
      make_lab<InitialScaleSettings, initial_scale_lab>("initial-scale", 3, "Initial scale",
                                                        "初始尺度", kInitialScale),
      make_lab<GradientCheckSettings, gradient_check>("gradient-check", 3, "Gradient check",
                                                      "梯度检验", kGradientCheck),
      make_lab<DimensionsSettings, dimensions>("dimensions", 4, "Dimensions", "维数", kDimensions),
      make_lab<TemplatesSettings, templates>("templates", 4, "Early layers", "前面几层",
                                             kTemplates),
      make_lab<CircuitsSettings, circuits>("circuits", 4, "Circuits", "电路", kCircuits),
      make_lab<BlocksSettings, blocks>("blocks", 4, "Blocks and caches", "前向块、反向块和缓存",
                                       kBlocks),
      make_run_lab<SweepMapSettings, plan_sweep_map, conclude_sweep_map>("sweep", 4, "Sweep",
                                                                         "超参数扫描", kSweep),
      make_run_lab<SeedLuckSettings, plan_seed_luck, conclude_seed_luck>(
          "seed-luck", 4, "Seed luck", "种子与运气", kSeedLuck),
      make_lab<OverfittingSettings, overfitting>("overfitting", 5, "Overfitting", "过拟合",
                                                 kOverfitting),
      make_lab<PathsSettings, paths>("paths", 5, "Paths of optimisers", "优化算法的路径", kPaths),
      make_run_lab<BiasVarianceSettings, plan_bias_variance, conclude_bias_variance>(
          "bias-variance", 5, "Bias and variance", "偏差与方差", kBiasVariance),
      make_lab<SlipsSettings, slips>("slips", 0, "Slips", "找错", kSlips),
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

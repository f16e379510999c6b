#include <algorithm>
#include <array>

#include "engine/io/defaults.h"
#include "engine/io/experiment.h"

namespace purr {
namespace {

// The published runs, one row each: engine/MATHEMATICS.md, section 5. They are texts of version 1.
constexpr auto kPresets = std::to_array<Preset>({
    {"c1w2-logistic", "data=course&hidden=&init=zeros&learning_rate=0.005&iterations=2000",
     "Week 2 · Logistic regression", "第 2 周 · 逻辑回归"},
    {"c1w3-planar",
     "data=flower&hidden=4&activation=tanh&init=small&seed=2&learning_rate=1.2&iterations=10000",
     "Week 3 · Shallow network", "第 3 周 · 浅层网络"},
#define PURR_PLANAR(units)                                                 \
  {"c1w3-planar-" #units,                                                  \
   "data=flower&hidden=" #units                                            \
   "&activation=tanh&init=small&seed=2&learning_rate=1.2&iterations=5000", \
   "Week 3 · " #units " hidden units", "第 3 周 · " #units " 个隐藏单元"}
    PURR_PLANAR(1),
    PURR_PLANAR(2),
    PURR_PLANAR(3),
    PURR_PLANAR(5),
    PURR_PLANAR(20),
    PURR_PLANAR(50),
#undef PURR_PLANAR
    {"c1w4-two-layer",
     "data=course&hidden=7&activation=relu&init=small&seed=1&learning_rate=0.0075&iterations=2500",
     "Week 4 · Two-layer network", "第 4 周 · 两层网络"},
    {"c1w4-deep",
     "data=course&hidden=20,7,5&activation=relu&init=xavier&seed=1&learning_rate=0.0075"
     "&iterations=2500",
     "Week 4 · Deep network", "第 4 周 · 深层网络"},
#define PURR_INIT(name, init, title, zh)                 \
  {"c2w1-init-" name,                                    \
   "data=circles&hidden=10,5&activation=relu&init=" init \
   "&seed=3&learning_rate=0.01&iterations=15000",        \
   "Initialisation · " title, "初始化 · " zh}
    PURR_INIT("zeros", "zeros", "zeros", "全零"),
    PURR_INIT("large", "large", "large", "过大"),
    PURR_INIT("he", "he", "He", "He"),
#undef PURR_INIT
#define PURR_REG(name, extra, title, zh)                                       \
  {"c2w1-reg-" name,                                                           \
   "data=csv&hidden=20,3&activation=relu&init=xavier&seed=3&learning_rate=0.3" \
   "&iterations=30000" extra,                                                  \
   "Regularisation · " title, "正则化 · " zh}
    PURR_REG("none", "", "none", "无"),
    PURR_REG("l2", "&l2=0.7", "L2", "L2"),
    PURR_REG("dropout", "&keep_prob=0.86&dropout_seed=1", "dropout", "dropout"),
#undef PURR_REG
#define PURR_OPTIMIZER(name, extra, title, zh)                                 \
  {"c2w2-" name,                                                               \
   "data=moons&hidden=5,2&activation=relu&init=he&seed=3&learning_rate=0.0007" \
   "&batch_size=64&iterations=10000" extra,                                    \
   "Optimisation · " title, "优化 · " zh}
    PURR_OPTIMIZER("gd", "", "mini-batch gradient descent", "小批量梯度下降"),
    PURR_OPTIMIZER("momentum", "&optimizer=momentum&momentum=0.9", "momentum", "动量"),
    PURR_OPTIMIZER("adam", "&optimizer=adam&momentum=0.9&beta2=0.999&epsilon=1e-8&epsilon_inside=1",
                   "Adam", "Adam"),
#undef PURR_OPTIMIZER
});

}  // namespace

std::span<const Preset> presets() { return kPresets; }

const Preset* find_preset(std::string_view name) {
  const auto preset = std::find_if(kPresets.begin(), kPresets.end(),
                                   [&](const Preset& row) { return name == row.name; });
  return preset == kPresets.end() ? nullptr : &*preset;
}

Experiment preset_experiment(std::string_view name) {
  const Preset* preset = find_preset(name);
  if (preset == nullptr) return default_experiment();
  Experiment experiment = read_experiment(preset->settings).experiment;
  experiment.preset = preset->name;
  return experiment;
}

}  // namespace purr

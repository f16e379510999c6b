// The visual language: cards, buttons, sliders, tabs, text with superscripts, tiles, tables.
//
// This header includes all of them; each header below documents its kind of widget. What they have
// in common:
//  - `id` is stable, lower case, and does not depend on the language ("learning_rate"). Inside a
//    card it is prefixed with the card's id, so "training/learning_rate" is what a test looks for.
//  - `label` is what is shown and what a screen reader reads.
//  - Every widget advances ImGui's cursor like any ImGui item and takes the width that is available
//    unless told otherwise; ImGui::SameLine() works between them.
//  - Every interactive widget can be operated with mouse, finger, keyboard and the registry, and
//    registers itself (shell/widgets/registry.h).
#pragma once

#include "shell/theme/theme.h"
#include "shell/widgets/buttons.h"
#include "shell/widgets/cards.h"
#include "shell/widgets/choices.h"
#include "shell/widgets/dialogs.h"
#include "shell/widgets/explain.h"
#include "shell/widgets/figures.h"
#include "shell/widgets/frame.h"
#include "shell/widgets/icons.h"
#include "shell/widgets/notices.h"
#include "shell/widgets/number_table.h"
#include "shell/widgets/numbers.h"
#include "shell/widgets/places.h"
#include "shell/widgets/registry.h"
#include "shell/widgets/sliders.h"
#include "shell/widgets/text.h"
#include "shell/widgets/text_field.h"
#include "shell/widgets/tiles.h"

package dev.redial.test.report;

import dev.redial.test.timeline.StoryPart;

/** Where the eye should go: a part of the story, and what is said there. */
record Pointer(StoryPart part, String note) {}

package io.reservoir.controller.api.view;

import io.reservoir.model.decision.Notice;
import java.util.List;

/** Something that a person is told once, when it begins. */
public record NoticeView(Notice.Code code, String text) {
    public static NoticeView of(Notice notice) {
        return new NoticeView(notice.code(), notice.text());
    }

    public static List<NoticeView> of(List<Notice> notices) {
        return notices.stream().map(NoticeView::of).toList();
    }
}

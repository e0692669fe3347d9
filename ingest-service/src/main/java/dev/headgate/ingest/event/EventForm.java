// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The two ways to spell an event; both mean the same. */
public enum EventForm {
    /** {@code {"id","type","key","time","data"}}. */
    CANONICAL("type", "key", "data"),
    /** {@code {"id","event_type","user_id","time","payload"}}, where the user id is required. */
    REGISTER("event_type", "user_id", "payload");

    /** The members of an event. */
    enum Member {
        ID(1),
        TYPE(2),
        KEY(4),
        TIME(8),
        DATA(16);

        private final int bit;

        Member(int bit) {
            this.bit = bit;
        }

        /** Its place in a set of members. */
        int bit() {
            return bit;
        }
    }

    private final String type;
    private final String key;
    private final String data;

    EventForm(String type, String key, String data) {
        this.type = type;
        this.key = key;
        this.data = data;
    }

    @Nullable Member member(String name) {
        if (name.equals(data)) {
            return Member.DATA;
        }
        if (name.equals(type)) {
            return Member.TYPE;
        }
        if (name.equals(key)) {
            return Member.KEY;
        }
        return switch (name) {
            case "id" -> Member.ID;
            case "time" -> Member.TIME;
            default -> null;
        };
    }

    String name(Member member) {
        return switch (member) {
            case ID -> "id";
            case TYPE -> type;
            case KEY -> key;
            case TIME -> "time";
            case DATA -> data;
        };
    }

    List<String> names() {
        return List.of("id", type, key, "time", data);
    }

    /** The set of members that must be there. */
    int required() {
        int always = Member.TYPE.bit() | Member.DATA.bit();
        return this == REGISTER ? always | Member.KEY.bit() : always;
    }
}

package caravan.cli.doctor;

import java.util.List;

/** Looks at something. Changes, sends and makes nothing, and fails by what it finds, never by an exception. */
public interface Check {
    List<Finding> look();
}

package natfailover.lab.gameday;

import java.nio.file.Path;

/**
 * What a lab is opened with.
 *
 * @param runtime the folder of Lambda's managed runtime
 * @param taskRoot the controller's
 * @param handler the controller's
 * @param packets whether real nodes report for themselves; else the lab speaks for them
 */
record LabSettings(Path runtime, Path taskRoot, String handler, boolean packets) {}

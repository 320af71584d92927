package natfailover.doctor;

/**
 * One thing that is wrong.
 *
 * @param check the check that found it, or could not be made
 * @param resource what it is about
 * @param message what is wrong there
 * @param cure what to do
 */
public record Diagnosis(
    Check check, Complaint complaint, String resource, String message, String cure) {}

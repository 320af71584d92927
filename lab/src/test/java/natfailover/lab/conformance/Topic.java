package natfailover.lab.conformance;

import java.util.List;

/** Calls that are made in the same order to our region and to another's, and where they differ. */
interface Topic {
  /** Makes the calls; every answer that is told to the stage is compared. */
  void play(Stage stage);

  /** Where moto is known to answer otherwise than our region. */
  List<Gap> gaps();

  default String title() {
    return getClass().getSimpleName();
  }
}

package natfailover.lab.template;

import natfailover.doctor.Complaint;
import natfailover.doctor.ControllerComplaint;
import natfailover.doctor.FleetComplaint;

/** Plants in a region exactly what brings a complaint about; a new complaint has to be added. */
final class Malady {
  private final Patient patient;

  Malady(Patient patient) {
    this.patient = patient;
  }

  void plant(Complaint complaint) {
    switch (complaint) {
      case FleetComplaint fleet -> new FleetMalady(patient).plant(fleet);
      case ControllerComplaint controller -> new ControllerMalady(patient).plant(controller);
    }
  }
}

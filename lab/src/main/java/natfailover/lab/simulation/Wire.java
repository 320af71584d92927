package natfailover.lab.simulation;

import natfailover.lab.region.ApiError;
import natfailover.lab.region.Request;
import natfailover.lab.region.Service;
import natfailover.lab.region.Tree;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/** What carries a call to the region and its answer back, without HTTP and without XML. */
@FunctionalInterface
interface Wire {
  /**
   * Has a call answered.
   *
   * @throws ApiError what AWS says instead
   */
  Tree send(Request request);

  /** A call of the SDK: its request in, its answer out, or its exception. */
  default Object call(Service service, SdkPojo request, SdkPojo answer) {
    try {
      return SdkAnswer.fill(answer, send(SdkQuery.of(service, request)));
    } catch (ApiError error) {
      throw Ec2Exception.builder()
          .message(error.message())
          .statusCode(error.status())
          .awsErrorDetails(
              AwsErrorDetails.builder()
                  .errorCode(error.code())
                  .errorMessage(error.message())
                  .build())
          .build();
    }
  }
}

package dev.slipway.controlplane.api.grpc;

import static dev.slipway.controlplane.api.grpc.Authentication.caller;

import dev.slipway.controlplane.app.Roll;
import dev.slipway.controlplane.app.Standing;
import dev.slipway.controlplane.project.Project;
import dev.slipway.controlplane.project.Projects;
import dev.slipway.controlplane.project.Quota;
import dev.slipway.controlplane.vocabulary.FailureCode;
import dev.slipway.controlplane.vocabulary.FailureException;
import dev.slipway.proto.v1.GetProjectRequest;
import dev.slipway.proto.v1.ListProjectsRequest;
import dev.slipway.proto.v1.ListProjectsResponse;
import dev.slipway.proto.v1.ProjectsGrpc;
import dev.slipway.proto.v1.UpdateProjectRequest;
import dev.slipway.proto.v1.WhoAmIRequest;
import dev.slipway.proto.v1.WhoAmIResponse;
import io.grpc.stub.StreamObserver;
import java.util.List;

/** The service {@code Projects}. */
final class ProjectsApi extends ProjectsGrpc.ProjectsImplBase {
  private static final int API_LEVEL = 2;
  private static final int MAX_QUOTA = 1_000_000;

  private final Projects projects;
  private final Tenants tenants;
  private final Roll roll;
  private final String version;

  ProjectsApi(Projects projects, Tenants tenants, Roll roll, String version) {
    this.projects = projects;
    this.tenants = tenants;
    this.roll = roll;
    this.version = version;
  }

  @Override
  public void whoAmI(WhoAmIRequest request, StreamObserver<WhoAmIResponse> observer) {
    Answer.with(
        observer,
        () ->
            WhoAmIResponse.newBuilder()
                .setAuthor(caller().author())
                .setDefaultProject(Project.DEFAULT.id())
                .setServerVersion(version)
                .setApiLevel(API_LEVEL)
                .build());
  }

  @Override
  public void getProject(
      GetProjectRequest request, StreamObserver<dev.slipway.proto.v1.Project> observer) {
    Answer.with(observer, () -> wire(tenants.project(request.getId()), roll.all()));
  }

  @Override
  public void listProjects(
      ListProjectsRequest request, StreamObserver<ListProjectsResponse> observer) {
    Answer.with(
        observer,
        () -> {
          var all = roll.all();
          var response = ListProjectsResponse.newBuilder();
          projects.all().forEach(project -> response.addProjects(wire(project, all)));
          return response.build();
        });
  }

  @Override
  public void updateProject(
      UpdateProjectRequest request, StreamObserver<dev.slipway.proto.v1.Project> observer) {
    Answer.with(
        observer,
        () -> {
          if (!request.hasQuota()) {
            throw new FailureException(
                FailureCode.BAD_REQUEST, "quota is missing; give both gpu and cpu");
          }
          var quota =
              new Quota(
                  units("quota.gpu", request.getQuota().getGpu()),
                  units("quota.cpu", request.getQuota().getCpu()));
          var id = tenants.project(request.getId()).id();
          return wire(projects.setQuota(id, quota).orElseThrow(), roll.all());
        });
  }

  private static int units(String field, int wanted) {
    if (wanted < 0 || wanted > MAX_QUOTA) {
      throw new FailureException(
          FailureCode.BAD_REQUEST,
          "%s is %d; choose 0 to %d units".formatted(field, wanted, MAX_QUOTA));
    }
    return wanted;
  }

  private static dev.slipway.proto.v1.Project wire(Project project, List<Standing> all) {
    var own = all.stream().filter(app -> app.project().equals(project.id())).toList();
    return dev.slipway.proto.v1.Project.newBuilder()
        .setId(project.id())
        .setQuota(wire(project.quota()))
        .setUsed(wire(Quota.heldBy(own)))
        .build();
  }

  private static dev.slipway.proto.v1.Quota wire(Quota quota) {
    return dev.slipway.proto.v1.Quota.newBuilder().setGpu(quota.gpu()).setCpu(quota.cpu()).build();
  }
}

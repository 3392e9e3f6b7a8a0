package dev.slipway.provider.test.rules;

/**
 * Everything that Terraform refuses. P is for plans, F for the plan that is made again when it is
 * applied, A for what an apply gives; the others are for objects that are read or found, for
 * identities, imports, lists, actions, states, functions and generated configuration.
 *
 * <p>What a rule allows has no name of its own here: a computed value that is not configured may be
 * planned as anything (P2), what is returned with an error is saved (A11), and where nothing is,
 * the object stays as it was (A12).
 */
public enum TerraformRule {
  P1("a configured value is planned as it is, or as it was if both mean the same"),
  P3("what is neither configured nor computed stays null"),
  P4("what is configured is there, what is not is not"),
  P5("elements and keys are as many as are configured"),
  P6("no block is null, and none in it is unknown as a whole"),
  P7("a block of unknown number is planned as it is"),
  P8("a configured object is not unknown as a whole"),
  P9("what is write-only is null in a plan"),
  P10("a path that wants a new object is in the object as it was or as it is planned"),
  P11("the plan of a deletion is null, any other is not"),
  P12("nothing is put off unless it is allowed"),

  F1("what was known in the first plan is the same in the last"),
  F2("what was unknown in the first plan keeps its promise in the last"),
  F3("the last plan does what the first one did, or nothing instead of an update"),
  F4("the last plan puts nothing off that the first one did not"),

  A1("what was planned is what comes back"),
  A2("what was unknown comes back within what was promised of it"),
  A3("nothing is unknown after an apply"),
  A4("nothing known turns unknown or null, and null gets no value"),
  A5("elements of lists and maps neither vanish nor appear"),
  A6("elements of sets are those that were planned"),
  A7("blocks neither vanish nor appear"),
  A8("a deleted object is null, any other is not"),
  A9("what is write-only is null after an apply"),
  A10("a result is of its schema's type"),

  O1("an object that is read or found is known as a whole"),
  O2("what is write-only is null in it"),
  O3("it is of its schema's type"),
  O4("it is there where it has to be"),

  I1("an identity is known, but in the plan of a new object"),
  I2("it is of its type"),
  I3("it never changes"),
  I4("it comes with every object that has one"),

  M1("an import gives one object, of the type that was asked for"),

  L1("every object of a list has an identity"),
  L2("a list gives whole objects where they are wanted, and only there"),
  L3("a list gives no more than was asked for"),
  L4("a list ends with an error"),

  T1("every event of an action tells something"),
  T2("an action ends with one event of completion, and has no other"),

  S1("a state store chooses chunks of 1 byte to 128 MiB"),
  S2("chunks of a state follow one another, and all but the last are full"),
  S3("chunks of a state are as long together as each of them says"),

  C1("a function gives a result of its type or an error"),
  C2("a function gives the same for the same"),
  C3("a function's error is about an argument that was given"),

  G1("generated configuration is valid");

  private final String demand;

  TerraformRule(String demand) {
    this.demand = demand;
  }

  /** What it demands, in words. */
  public String demand() {
    return demand;
  }
}

"use client";

import { AdvancedFields } from "@/components/forms/advanced-fields";
import { LineField, NumberField, PickField } from "@/components/forms/value-fields";

/** The limits and the price of a rule; an empty field is none. */
export function RuleFields({ currency }: { currency: string }) {
  return (
    <>
      <NumberField name="rate_per_minute" label="Calls a minute" help="In the long run. Empty: no limit." />
      <NumberField name="burst" label="Of them at once" help="Empty: a minute's worth." />
      <NumberField name="concurrent_max" label="Jobs at a time" help="Unfinished ones. Empty: no limit." />
      <PickField
        name="counts"
        label="Counted for"
        data={[
          { value: "caller", label: "Each caller by itself" },
          { value: "all", label: "All callers together" },
        ]}
      />
      <NumberField
        name="price.per_call"
        label={`${currency} a call`}
        help="Taken from the budgets. The closest rule with a price counts. Empty: what the tool itself declares, else free."
      />
      <AdvancedFields>
        <NumberField name="price.per_second" label={`${currency} a second`} help="For as long as a call runs." />
        <NumberField name="price.per_unit" label={`${currency} a unit`} help="For each unit that the tool reports." />
        <LineField name="price.unit" label="What a unit is" placeholder="token" />
        <NumberField
          name="price.units_max"
          label="Units set aside"
          help="So many are reserved before a call; those beyond are charged all the same."
        />
      </AdvancedFields>
    </>
  );
}

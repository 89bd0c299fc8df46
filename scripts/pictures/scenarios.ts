import type { Driver } from '../host/driver';
import type { Scenario } from './scenario';

/** Answers the steps of *Simulate Request…* as a person does: types, waits until the entry is there, accepts it. */
async function answer(driver: Driver, question: string, text: string, entry: string): Promise<void> {
  await driver.waitFor({ selector: `.quick-input-widget input[placeholder^=${JSON.stringify(question)}]` });
  await driver.type({ text });
  await driver.waitFor({
    selector: `.quick-input-list .monaco-list-row.focused[aria-label*=${JSON.stringify(entry)}]`,
  });
  await driver.press({ key: 'Enter' });
}

/** The pictures of the README, in its order. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'check-dark',
    window: { width: 1000, height: 380 },
    act: async (driver) => {
      await driver.openFile({ path: 'mistakes/typo.json' });
      await driver.press({ key: 'Control+B' });
      await driver.waitFor({ selector: '.squiggly-error' });
      await driver.waitFor({ text: 'Simulate…' });
      await driver.goTo({ line: 7, column: 24 });
      await driver.command({ title: 'Show or Focus Hover' });
      await driver.waitFor({ selector: '.monaco-hover-content' });
      await driver.waitFor({ text: 'Quick Fix...' });
    },
  },
  {
    name: 'simulate-light',
    window: { width: 1280, height: 720 },
    settings: { 'workbench.colorTheme': 'Default Light Modern', 'editor.fontSize': 13 },
    act: async (driver) => {
      await driver.openFile({ path: 'policies/deployer.json' });
      await driver.press({ key: 'Control+B' });
      await driver.waitFor({ text: 'Simulate…' });
      await driver.command({ title: 'IAM Policy: Simulate Request…' });
      await answer(driver, 'Who asks', 'prod:role/deployer', 'prod:role/deployer');
      await answer(driver, 'For which action', 'organizations:LeaveOrg', 'organizations:LeaveOrganization');
      await answer(driver, 'On which resource', '*', '*');
      await answer(driver, 'Simulate, or', 'Simul', 'Simulate');
      await driver.waitFor({ text: 'Denied by SCP DenyLeaving' });
      await driver.waitFor({ selector: '.detected-link' });
    },
  },
];

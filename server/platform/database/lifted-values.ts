/** Parts of a statement that are made anew for each call, made fit for a statement that is kept. */
import {
  createQueryId,
  type Expression,
  ExpressionWrapper,
  type OperationNode,
  OperationNodeTransformer,
  PostgresQueryCompiler,
  type PrimitiveValueListNode,
  sql,
  ValueListNode,
  ValueNode,
} from 'kysely'
import { Slot } from './slots.ts'

/** Takes the values out of the expressions of one statement, so that a kept statement can hold what is left. */
export class LiftedValues {
  /** The values by the names of their slots. */
  readonly values: Record<string, unknown> = {}
  readonly #lifted: Expression<unknown>[] = []

  /** The expression with a slot in place of each value. */
  lift<Value>(expression: Expression<Value>): Expression<Value> {
    const lifted = new ExpressionWrapper<never, never, Value>(lifting.lift(expression, this.values))
    this.#lifted.push(lifted)
    return lifted
  }

  /** The same for expressions that differ in nothing but their values. */
  shape(): string {
    const all = sql.join(this.#lifted, sql`; `).toOperationNode()
    const { sql: text, parameters } = compiler.compileQuery(all, createQueryId())
    // Two texts could be alike and have their slots in another order.
    return `${text} ${parameters.map((each) => (each as Slot).name).join()}`
  }
}

class Lifting extends OperationNodeTransformer {
  #values: Record<string, unknown> = {}

  lift(expression: Expression<unknown>, values: Record<string, unknown>): OperationNode {
    this.#values = values
    return this.transformNode(expression.toOperationNode())
  }

  protected override transformValue(node: ValueNode): ValueNode {
    // What is written into the text is part of the text.
    return node.immediate ? node : this.#slotFor(node.value)
  }

  protected override transformPrimitiveValueList(node: PrimitiveValueListNode): PrimitiveValueListNode {
    const list: OperationNode = ValueListNode.create(node.values.map((value) => this.#slotFor(value)))
    return list as PrimitiveValueListNode
  }

  #slotFor(value: unknown): ValueNode {
    const name = `v${Object.keys(this.#values).length}`
    this.#values[name] = value
    return ValueNode.create(new Slot('given', name))
  }
}

/** One of each for all calls: making them costs more than using them, and neither keeps anything. */
const lifting = new Lifting()
const compiler = new PostgresQueryCompiler()

import { describe, expect, it } from '@jest/globals';
import { answered, bytesOf } from './name-server.js';

const query = (name: string, type: number): Buffer => {
  const labels = name.split('.').flatMap((label) => [label.length, ...Buffer.from(label)]);
  return Buffer.from([0xab, 0xcd, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, ...labels, 0, 0, type, 0, 1]);
};

describe('the name server', () => {
  it('answers with all addresses of the family that is asked for', () => {
    const asked: unknown[] = [];
    const answer = answered(query('Name.Example', 1), (...question) => {
      asked.push(question);
      return ['127.0.0.1', '10.0.0.2'];
    });
    expect(asked).toEqual([['name.example', 4]]);
    expect(answer.subarray(0, 2).toString('hex')).toBe('abcd');
    expect(answer.readUInt16BE(6)).toBe(2);
    expect([...answer.subarray(-4)]).toEqual([10, 0, 0, 2]);
  });

  it('has no answer to other types', () => {
    const answer = answered(query('name.example', 16), () => ['127.0.0.1']);
    expect(answer.readUInt16BE(6)).toBe(0);
  });

  it.each([
    ['127.0.0.1', '7f000001'],
    ['::', '00000000000000000000000000000000'],
    ['::1', '00000000000000000000000000000001'],
    ['fe80::1', 'fe800000000000000000000000000001'],
    ['2002:7f00:1::', '20027f00000100000000000000000000'],
    ['::ffff:127.0.0.1', '00000000000000000000ffff7f000001'],
    ['1:2:3:4:5:6:7:8', '00010002000300040005000600070008'],
  ])('writes %s as %s', (address, hex) => {
    expect(bytesOf(address).toString('hex')).toBe(hex);
  });
});
